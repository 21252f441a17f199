package dev.weft.it.beside;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** A debugger on a program, over the JVM's own debug wire protocol. */
final class Debugger implements AutoCloseable {
  /** Has a JVM wait for a debugger, on any free port of loopback, while the program runs. */
  static final String OPTION =
      "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";

  private final VirtualMachine program;

  private Debugger(VirtualMachine program) {
    this.program = program;
  }

  /** The port that the JVM of {@code program} has said to wait on. */
  static int portOf(JvmProcess program) {
    return Integer.parseInt(
        program.awaitLine("^Listening for transport dt_socket at address: (\\d+)$").group(1));
  }

  /** Takes hold of the program whose JVM waits on {@code port}. */
  static Debugger attach(int port) throws IOException {
    AttachingConnector sockets =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(connector -> connector.name().equals("com.sun.jdi.SocketAttach"))
            .findAny()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = sockets.defaultArguments();
    Objects.requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
    Objects.requireNonNull(arguments.get("port")).setValue("" + port);
    try {
      return new Debugger(sockets.attach(arguments));
    } catch (IllegalConnectorArgumentsException e) {
      throw new IOException("port " + port, e);
    }
  }

  /**
   * Stops every thread wherever it is, looks at each one's stack, and lets the program go on.
   *
   * @return false when the program has ended
   */
  boolean stopAndLook() {
    try {
      program.suspend();
      try {
        for (ThreadReference thread : program.allThreads()) {
          thread.frames();
        }
      } catch (IncompatibleThreadStateException e) {
        // A thread that has ended since it was listed has no stack.
        return true;
      } finally {
        program.resume();
      }
      return true;
    } catch (VMDisconnectedException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      program.dispose();
    } catch (VMDisconnectedException e) {
      // It has ended, and needs no letting go.
      return;
    }
  }
}

package dev.weft.agent.jdk;

import dev.weft.bootstrap.SocketHooks;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code sun.nio.ch.Net}: where every TCP connection, and every listener, begins. */
// Byte Buddy carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class NetAdvice {
  private NetAdvice() {}

  /** {@code bind}, of clients too. */
  static final class Bind {
    @Advice.OnMethodExit
    static void exit(@Advice.Argument(1) FileDescriptor fd) {
      SocketHooks.bound(fd);
    }
  }

  static final class Connect {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(1) FileDescriptor fd,
        @Advice.Argument(2) InetAddress address,
        @Advice.Argument(3) int port)
        throws IOException {
      SocketHooks.connecting(fd, address, port);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(1) FileDescriptor fd,
        @Advice.Return int result,
        @Advice.Thrown @Nullable Throwable thrown)
        throws IOException {
      SocketHooks.connectReturned(fd, result, thrown != null);
    }
  }

  static final class PollConnectNow {
    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) FileDescriptor fd, @Advice.Return boolean connected)
        throws IOException {
      if (connected) {
        SocketHooks.connected(fd);
      }
    }
  }

  /** {@code DatagramChannelImpl.connect}, which calls {@code Net.connect} too. */
  static final class DatagramConnect {
    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("fd") FileDescriptor fd) {
      SocketHooks.leaveAlone(fd);
    }
  }
}

package dev.weft.it.harness;

import dev.weft.it.programs.ObedientClient;
import java.util.List;
import java.util.regex.Matcher;

/** Tells an {@link ObedientClient} what to do and hears how it went. Used by one thread. */
public final class ClientControl implements AutoCloseable {
  private final JvmProcess process;
  private int commands;

  private ClientControl(JvmProcess process) {
    this.process = process;
  }

  /** Starts the client with those JVM options. */
  public static ClientControl start(Jdk jdk, List<String> options) {
    JvmProcess process =
        JvmProcess.on(jdk)
            .options(options)
            .start(ClassPath.with(List.of()), ObedientClient.class, List.of());
    return of(process);
  }

  /** Takes control of a client that has been started, and does as {@link ObedientClient} does. */
  public static ClientControl of(JvmProcess process) {
    process.awaitLine("^ready$");
    return new ClientControl(process);
  }

  /** Opens the connection {@code name}; "ok", or "failed" and why. */
  public String open(String name, int port) {
    return tell("open " + name + " " + port);
  }

  /** As {@link #open(String, int)}, on what {@link ObedientClient} calls {@code kind}. */
  public String open(String name, int port, String kind) {
    return tell("open " + name + " " + port + " " + kind);
  }

  /** Sends something on the connection and reads it back; "ok", or "failed" and why. */
  public String say(String name) {
    return tell("say " + name);
  }

  /** Closes the connection {@code name}; "ok", or "failed" and why. */
  public String close(String name) {
    return tell("close " + name);
  }

  /** Opens a connection, says something, and closes it; "ok", or "failed" and why. */
  public String call(int port) {
    String name = "call-" + commands;
    String opened = open(name, port);
    if (!opened.equals("ok")) {
      return opened;
    }
    String said = say(name);
    tell("close " + name);
    return said;
  }

  private String tell(String command) {
    process.writeLine(command);
    commands++;
    Matcher answer = process.awaitLine("^" + commands + " (.*)$");
    return answer.group(1);
  }

  /** The program itself. */
  public JvmProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}

package dev.weft.it.harness;

import dev.weft.it.programs.RawHttp;
import java.util.List;

/** Has a {@link RawHttp} send bytes and hears what came back. Used by one thread. */
public final class RawHttpControl implements AutoCloseable {
  private final JvmProcess process;
  private int commands;

  private RawHttpControl(JvmProcess process) {
    this.process = process;
  }

  /** Starts the client with those JVM options. */
  public static RawHttpControl start(Jdk jdk, List<String> options) {
    JvmProcess process =
        JvmProcess.on(jdk)
            .options(options)
            .start(ClassPath.with(List.of()), RawHttp.class, List.of());
    process.awaitLine("^ready$");
    return new RawHttpControl(process);
  }

  /** The answer to one request, {@code status body}; or "failed" and why. */
  public String send(int port, String request) {
    return send(port, 1, request);
  }

  /**
   * Several answers on one connection, between bars.
   *
   * @param bytes what is sent, each character a byte
   */
  public String send(int port, int answers, String bytes) {
    return tell("-", port, answers, bytes);
  }

  /** The answer to one request on the connection {@code name}, which is opened if it is not yet. */
  public String sendOn(String name, int port, String request) {
    return tell(name, port, 1, request);
  }

  private String tell(String name, int port, int answers, String bytes) {
    process.writeLine(name + " " + port + " " + answers + " " + escaped(bytes));
    commands++;
    return process.awaitLine("^" + commands + " (.*)$").group(1);
  }

  private static String escaped(String bytes) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '\\') {
        escaped.append('\\').append("%03o".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
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

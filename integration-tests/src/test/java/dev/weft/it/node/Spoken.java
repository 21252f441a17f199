package dev.weft.it.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A program that is talked to, line by line. */
final class Spoken implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  Spoken(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Its next line; the programs that are used here give up by themselves. */
  String hear() throws IOException {
    String line = out.readLine();
    return line == null ? "(ended)" : line;
  }

  /** Says {@code line}, and gives its answer. */
  String say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return hear();
  }

  /** Ends it at once. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Ends its input, and waits for its end. */
  int end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    return process.waitFor();
  }
}

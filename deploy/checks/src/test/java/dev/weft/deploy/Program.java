package dev.weft.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program as a process, with what it says. Not for use by several threads. */
final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_LINES = 10_000;

  private final Process process;
  private final Thread reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(MOST_LINES);
  private final List<String> said = new ArrayList<>();

  private Program(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "output of " + process.pid());
    reader.setDaemon(true);
  }

  /** Starts one in {@code folder}; of this process's environment it gets no settings of Weft. */
  static Program start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(it -> it.startsWith("WEFT_"));
    builder.environment().putAll(environment);
    Program program = new Program(builder.start());
    program.reader.start();
    return program;
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      // A line that finds no room is left out: nobody waits for one so late.
      output.lines().forEach(lines::offer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first group of {@code pattern} in the first line that has it. */
  String await(String pattern) throws InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      String line = lines.poll(100, TimeUnit.MILLISECONDS);
      if (line == null) {
        if (!process.isAlive() && lines.isEmpty()) {
          break;
        }
        continue;
      }
      said.add(line);
      Matcher matcher = wanted.matcher(line);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    throw new AssertionError("no " + pattern + " in\n" + String.join("\n", said));
  }

  /** Waits until it has ended and all that it said is here, and returns its exit code. */
  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still runs after " + PATIENCE + ": " + lines);
    }
    reader.join(PATIENCE.toMillis());
    return process.exitValue();
  }

  /** What it said that was not waited for. */
  List<String> rest() {
    return List.copyOf(lines);
  }

  /** Tells it to stop. */
  void terminate() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

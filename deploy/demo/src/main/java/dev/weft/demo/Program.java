package dev.weft.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the programs, as a process whose output goes to a file. */
final class Program {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final String name;
  private final Process process;
  private final Path output;

  private Program(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /**
   * Starts {@code command}.
   *
   * @param folder where its output and its temporary files go
   * @param environment variables beside those of the demo
   */
  static Program start(
      String name, Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Path output = folder.resolve(name + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // Settings of whoever runs the demo are not the demo's.
    builder.environment().keySet().removeIf(Program::isSetting);
    builder.environment().putAll(environment);
    return new Program(name, builder.start(), output);
  }

  private static boolean isSetting(String variable) {
    return variable.startsWith("WEFT_")
        || variable.startsWith("OTEL_")
        || variable.startsWith("NODE_")
        || variable.toLowerCase(Locale.ROOT).endsWith("_proxy");
  }

  /**
   * Waits for the program's end, and makes it end when it takes longer than {@code limit}.
   *
   * @throws IOException when it did
   */
  Ended awaitEnd(Duration limit) throws IOException {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Ended(process.exitValue(), output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
    throw new IOException(name + ": not over within " + limit.toSeconds() + " s:\n" + output());
  }

  /**
   * What the first group of {@code pattern} is in the output, which is awaited.
   *
   * @throws StepFailedException when it does not come in time, or the program ends first
   */
  String await(Pattern pattern) throws IOException, StepFailedException {
    return Waiting.until(
        START,
        () -> {
          boolean over = !process.isAlive();
          Matcher matcher = pattern.matcher(output());
          if (matcher.find()) {
            return Optional.of(matcher.group(1));
          }
          if (over) {
            throw new IOException(name + " ended early:\n" + output());
          }
          return Optional.empty();
        },
        () -> name + ": not ready within " + START.toSeconds() + " s");
  }

  /** Everything the program has written so far. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** Whether it runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the program's standard input. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Asks the program to end, and makes it end when it does not soon. */
  void stop() {
    // Those that it has started too: a program that waits for another may leave it running.
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

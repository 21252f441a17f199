package dev.weft.it.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/** A program that is no JVM, with what it writes. Ends with the test at the latest. */
public final class ProgramProcess implements AutoCloseable {
  /** How long a server has to end by itself before it is made to. */
  private static final long STOP_SECONDS = 5;

  private final String name;
  private final Process process;
  private final Output stdout;
  private final Output stderr;

  private ProgramProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.stdout = Output.of(process.getInputStream(), name + "-stdout");
    this.stderr = Output.of(process.getErrorStream(), name + "-stderr");
  }

  /**
   * Starts it.
   *
   * @param command its path and arguments
   * @param environment variables beside those of the test
   */
  public static ProgramProcess start(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    // Settings of whoever runs the tests are not theirs.
    builder.environment().keySet().removeIf(ProgramProcess::isSetting);
    builder.environment().putAll(environment);
    String name = String.valueOf(Path.of(command.get(0)).getFileName());
    try {
      return new ProgramProcess(name, builder.start());
    } catch (IOException e) {
      throw new IllegalStateException("cannot start " + command, e);
    }
  }

  private static boolean isSetting(String variable) {
    return variable.startsWith("PG")
        || variable.startsWith("REDISCLI")
        || variable.toLowerCase(Locale.ROOT).endsWith("_proxy");
  }

  /** Starts it with the variables of the test. */
  public static ProgramProcess start(List<String> command) {
    return start(command, Map.of());
  }

  /** Runs it to its end, without input. */
  public static Ended run(List<String> command) {
    return run(command, Map.of());
  }

  /** As {@link #run(List)}, with further variables. */
  public static Ended run(List<String> command, Map<String, String> environment) {
    try (ProgramProcess process = start(command, environment)) {
      process.endInput();
      return process.awaitExit();
    }
  }

  /** The first line of stdout in which {@code pattern} is found; fails the test without one. */
  public Matcher awaitLine(String pattern) {
    return await(stdout, pattern);
  }

  /** As {@link #awaitLine}, of stderr. */
  public Matcher awaitErrorLine(String pattern) {
    return await(stderr, pattern);
  }

  private Matcher await(Output output, String pattern) {
    return output
        .await(Pattern.compile(pattern), JvmProcess.PATIENCE)
        .orElseGet(
            () ->
                Assertions.fail("%s: no line with %s%n%s".formatted(name, pattern, transcript())));
  }

  /** Everything on stdout so far. */
  public String stdout() {
    return stdout.text();
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Writes to the program's standard input. */
  public void write(String text) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(text.getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new IllegalStateException(name + " does not listen: " + transcript(), e);
    }
  }

  /** Ends the program's standard input. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // Already gone; how it ended is told by whoever waits for that.
    }
  }

  /** Waits until the program has ended by itself; fails the test when it does not. */
  public Ended awaitExit() {
    Duration limit = JvmProcess.PATIENCE;
    try {
      if (process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)
          && stdout.awaitEnd(limit)
          && stderr.awaitEnd(limit)) {
        return new Ended(process.exitValue(), stdout.text(), stderr.text());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Assertions.fail("%s: still running%n%s".formatted(name, transcript()));
  }

  private String transcript() {
    return "--- stdout%n%s--- stderr%n%s".formatted(stdout.text(), stderr.text());
  }

  /** Asks the program to end, and makes it end when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How a program ended.
   *
   * @param exit its exit code
   * @param stdout the lines it wrote there, each with its end, the last one too
   * @param stderr the same
   */
  public record Ended(int exit, String stdout, String stderr) {}
}

package dev.weft.benchmarks.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A program in a JVM of its own that talks in lines. One thread at a time. */
public final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Path errors;
  private final BufferedReader out;

  private Program(String name, Process process, Path errors) {
    this.name = name;
    this.process = process;
    this.errors = errors;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts {@code command}; what it writes to stderr goes to a file in {@code folder}.
   *
   * @param name names the program in messages and files
   */
  public static Program start(String name, List<String> command, Path folder) throws IOException {
    Path errors = folder.resolve(name + ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    // What the user has set for other programs must not change the ones that are compared.
    builder.environment().keySet().removeIf(key -> key.endsWith("JAVA_OPTIONS"));
    builder.environment().keySet().removeIf(key -> key.startsWith("WEFT_"));
    return new Program(name, Children.start(builder), errors);
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Gives the program a command and returns its answer. */
  public String ask(String command, Duration longest) throws IOException, InterruptedException {
    OutputStream in = process.getOutputStream();
    in.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
    in.flush();
    return line(longest.plus(PATIENCE));
  }

  /** The rest of the first line that begins with {@code prefix}. */
  public String await(String prefix) throws IOException, InterruptedException {
    String line = line(PATIENCE);
    while (!line.startsWith(prefix)) {
      line = line(PATIENCE);
    }
    return line.substring(prefix.length());
  }

  private String line(Duration patience) throws IOException, InterruptedException {
    CompletableFuture<@Nullable String> next = CompletableFuture.supplyAsync(this::read);
    try {
      String line = next.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (line != null) {
        return line;
      }
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IOException(name + " does not answer: " + stderr(), e);
    }
    throw new IOException(name + " has ended: " + stderr());
  }

  private @Nullable String read() {
    try {
      return out.readLine();
    } catch (IOException e) {
      return null;
    }
  }

  private String stderr() throws IOException {
    return Files.readString(errors);
  }

  /** Asks the program to end by ending its input, and ends it if it does not. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.onExit().get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      process.destroyForcibly().onExit().join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

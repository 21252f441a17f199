package dev.weft.proxy.netfilter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The programs of this machine, in a network namespace. */
public final class SystemCommands implements Commands {
  private static final int SECONDS = 10;
  private static final int MAX_OUTPUT = 1 << 20;

  private final List<String> prefix;

  private SystemCommands(List<String> prefix) {
    this.prefix = prefix;
  }

  /** Those in the proxy's own namespace. */
  public static SystemCommands here() {
    return new SystemCommands(List.of());
  }

  /** Those in {@code namespace}, which is a file; needs CAP_SYS_ADMIN. */
  public static SystemCommands in(Path namespace) {
    return new SystemCommands(List.of("nsenter", "--net=" + namespace));
  }

  @Override
  public String run(String input, String... command) throws IOException {
    Result result = tried(input, command);
    if (result.code != 0) {
      throw new IOException(String.join(" ", command) + ": " + result.output.strip());
    }
    return result.output;
  }

  @Override
  public boolean succeeds(String... command) throws IOException {
    return tried("", command).code == 0;
  }

  private Result tried(String input, String... command) throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(List.of(command));
    Process process;
    try {
      process = new ProcessBuilder(whole).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException(
          whole.get(0) + ": cannot be run (expected: nftables and iproute2 installed)", e);
    }
    try {
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It has ended already, and its output says why.
      }
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(whole + ": no end after " + SECONDS + " s");
      }
      return new Result(process.exitValue(), output.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(command[0] + ": its output cannot be read", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(InputStream in) {
    try (in) {
      return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private record Result(int code, String output) {}
}

package dev.weft.it.harness;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class of the tests in namespaces of its own (network, mounts, processes), which a
 * script fills and which vanish with it. This machine's network is left as it is.
 */
public final class OwnNamespaces {
  private static final Duration DUMP_PATIENCE = Duration.ofSeconds(5);

  private OwnNamespaces() {}

  /**
   * How it ended.
   *
   * @param exit its exit code
   * @param transcript what it wrote on both of its outputs
   */
  public record Ended(int exit, String transcript) {}

  /**
   * Goes on where namespaces can be made and all of {@code programs} are there. Else the test is
   * skipped and says what is missing, or fails with the variable {@code
   * WEFT_TEST_PROGRAMS=required}.
   */
  public static void require(List<String> programs) throws IOException, InterruptedException {
    String missing = missing(programs);
    require(missing.isEmpty(), missing);
  }

  /**
   * As {@link #require(List)}, of something else that this machine may be without.
   *
   * @param there whether it is there
   * @param what what it is
   */
  public static void require(boolean there, String what) {
    if (!there && "required".equals(System.getenv("WEFT_TEST_PROGRAMS"))) {
      fail("not on this machine: " + what);
    }
    assumeTrue(there, "not on this machine: " + what);
  }

  /**
   * Runs {@code main} to its end, and fails the test when it does not come in time. The settings of
   * the tests ({@code weft.*}) are passed on.
   *
   * @param script what makes the network; sourced as root by bash, inside
   * @param options of the JVM
   * @param folder where what it writes is kept
   */
  public static Ended run(
      Path script,
      List<String> options,
      Class<?> main,
      List<String> arguments,
      Path folder,
      Duration limit)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child"));
    command.addAll(List.of("--mount-proc", "bash", "-c", "source \"$1\"; shift; exec \"$@\"", "-"));
    command.add(script.toString());
    command.add(ProcessHandle.current().info().command().orElse("java"));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("weft."))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Path output = folder.resolve("transcript");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        printThreads(process, output);
      }
      String transcript = Files.readString(output);
      return ended
          ? new Ended(process.exitValue(), transcript)
          : fail("%s: still running after %s%n%s".formatted(main, limit, transcript));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Has what still runs write into {@code output} where its threads are, if it can. */
  private static void printThreads(Process process, Path output)
      throws IOException, InterruptedException {
    for (ProcessHandle descendant : process.descendants().toList()) {
      if (descendant.info().command().orElse("").endsWith("java")
          && succeeds("kill", "-QUIT", "" + descendant.pid())) {
        long end = System.nanoTime() + DUMP_PATIENCE.toNanos();
        while (!Files.readString(output).contains("JNI global refs: ") && System.nanoTime() < end) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
        return; // what it has started itself writes elsewhere
      }
    }
  }

  /** What is not there; empty when all is. */
  private static String missing(List<String> programs) throws IOException, InterruptedException {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return "Linux";
    }
    for (String program : programs) {
      if (!succeeds("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin command -v " + program)) {
        return program;
      }
    }
    boolean allowed = succeeds("unshare", "--net", "--mount", "--pid", "--fork", "true");
    return allowed ? "" : "the right to make namespaces";
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }
}

package dev.weft.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs a scenario in namespaces of its own, which a script fills with nodes and pods and which
 * vanish with it. This machine's network is left as it is.
 */
final class NamespacedRun {
  private static final int MINUTES = 10;
  private static final List<String> NEEDED =
      List.of("nft", "ip", "curl", "python3", "node", "unshare", "nsenter", "sysctl");

  private NamespacedRun() {}

  /**
   * A test for each of the steps of {@code scenario}.
   *
   * @param topology the script that makes its namespaces
   * @param steps how many there must be
   */
  static Stream<DynamicTest> of(Class<?> scenario, String topology, int steps, Path folder)
      throws Exception {
    String missing = missing();
    if (!missing.isEmpty() && "required".equals(System.getenv("WEFT_TEST_PROGRAMS"))) {
      fail("not on this machine: " + missing);
    }
    assumeTrue(missing.isEmpty(), "not on this machine: " + missing);
    String transcript = transcript(scenario, topology, folder);
    List<DynamicTest> tests =
        transcript
            .lines()
            .filter(line -> line.startsWith("STEP "))
            .map(line -> test(line, transcript))
            .toList();
    assertThat(tests).as(transcript).isNotEmpty();
    boolean failed = transcript.contains("STEP failed ");
    assertThat(failed || tests.size() == steps).as(transcript).isTrue();
    return tests.stream();
  }

  private static DynamicTest test(String line, String transcript) {
    String[] parts = line.split(" ", 4);
    return DynamicTest.dynamicTest(
        parts[2], () -> assertThat(parts[1]).as(transcript).isEqualTo("ok"));
  }

  private static String transcript(Class<?> scenario, String topology, Path folder)
      throws IOException, InterruptedException, URISyntaxException {
    URL found = Objects.requireNonNull(NamespacedRun.class.getResource("/node/" + topology));
    Path script = Path.of(found.toURI());
    List<String> command =
        new ArrayList<>(List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child"));
    command.addAll(List.of("--mount-proc", "bash", "-c", "source \"$1\"; shift; exec \"$@\"", "-"));
    command.add(script.toString());
    command.add(ProcessHandle.current().info().command().orElse("java"));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("weft."))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.add("-Dweft.test.node=" + script.getParent());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(scenario.getName(), folder.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
      return text;
    } finally {
      process.destroyForcibly();
    }
  }

  /** What is not there; empty when all is. */
  private static String missing() throws IOException, InterruptedException {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return "Linux";
    }
    for (String program : NEEDED) {
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

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
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transparent capture on two nodes with five pods, all of them network namespaces inside one that
 * vanishes with the test: {@link NodeScenario} runs in there, and tells of each of its steps here.
 */
class NodeCaptureTest {
  private static final int MINUTES = 10;

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> capture_twoNodesFivePods_everyStep() throws Exception {
    String missing = missing();
    if (!missing.isEmpty() && "required".equals(System.getenv("WEFT_TEST_PROGRAMS"))) {
      fail("not on this machine: " + missing);
    }
    assumeTrue(missing.isEmpty(), "not on this machine: " + missing);
    String transcript = inNamespaces();
    List<DynamicTest> steps =
        transcript.lines().filter(line -> line.startsWith("STEP ")).map(this::step).toList();
    assertThat(steps).as(transcript).hasSize(NodeScenario.STEPS);
    return steps.stream();
  }

  private DynamicTest step(String line) {
    String[] parts = line.split(" ", 4);
    return DynamicTest.dynamicTest(
        parts[2], () -> assertThat(parts[1]).as(parts.length > 3 ? parts[3] : "").isEqualTo("ok"));
  }

  private String inNamespaces() throws IOException, InterruptedException, URISyntaxException {
    URL topology = Objects.requireNonNull(getClass().getResource("/node/topology.sh"));
    Path script = Path.of(topology.toURI());
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
    command.addAll(List.of(NodeScenario.class.getName(), folder.toString()));
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
    for (String program : List.of("nft", "ip", "curl", "python3", "node", "unshare", "sysctl")) {
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

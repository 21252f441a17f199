package dev.weft.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.OwnNamespaces;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs a scenario in namespaces of its own, which a script fills with nodes and pods. */
final class NamespacedRun {
  private static final Duration LIMIT = Duration.ofMinutes(10);
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
    return of(scenario, topology, steps, folder, List.of());
  }

  /** As the other, with further options of the scenario's JVM. */
  static Stream<DynamicTest> of(
      Class<?> scenario, String topology, int steps, Path folder, List<String> more)
      throws Exception {
    OwnNamespaces.require(NEEDED);
    URL found = Objects.requireNonNull(NamespacedRun.class.getResource("/node/" + topology));
    Path script = Path.of(found.toURI());
    List<String> options = new ArrayList<>(more);
    options.add("-Dweft.test.node=" + script.getParent());
    MachineNetwork before = MachineNetwork.now();
    String transcript =
        OwnNamespaces.run(script, options, scenario, List.of(folder.toString()), folder, LIMIT)
            .transcript();
    List<DynamicTest> tests =
        transcript
            .lines()
            .filter(line -> line.startsWith("STEP "))
            .map(line -> test(line, transcript))
            .toList();
    assertThat(tests).as(transcript).isNotEmpty();
    assertThat(MachineNetwork.now()).as("this machine's own network").isEqualTo(before);
    boolean failed = transcript.contains("STEP failed ");
    assertThat(failed || tests.size() == steps).as(transcript).isTrue();
    return tests.stream();
  }

  private static DynamicTest test(String line, String transcript) {
    String[] parts = line.split(" ", 4);
    return DynamicTest.dynamicTest(
        parts[2], () -> assertThat(parts[1]).as(transcript).isEqualTo("ok"));
  }
}

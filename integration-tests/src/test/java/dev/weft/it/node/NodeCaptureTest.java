package dev.weft.it.node;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transparent capture of pods that files name, of those that a cluster tells of, and of programs of
 * machines.
 */
class NodeCaptureTest {
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> files_twoNodesFivePods_everyStep() throws Exception {
    return NamespacedRun.of(NodeScenario.class, NodeScenario.STEPS, folder);
  }

  @TestFactory
  Stream<DynamicTest> cluster_twoNodesFivePods_everyStep() throws Exception {
    return NamespacedRun.of(ClusterScenario.class, ClusterScenario.STEPS, folder);
  }

  @TestFactory
  Stream<DynamicTest> host_programsOfTwoMachines_everyStep() throws Exception {
    return NamespacedRun.of(HostScenario.class, HostScenario.STEPS, folder);
  }
}

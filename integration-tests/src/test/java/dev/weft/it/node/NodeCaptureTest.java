package dev.weft.it.node;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.OwnNamespaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transparent capture of pods that files name, of those that a cluster tells of, of programs of
 * machines, and of pods inside their namespaces, whether those are named or found.
 */
class NodeCaptureTest {
  private static final String ROUTED = "topology.sh";

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> files_twoNodesFivePods_everyStep() throws Exception {
    return NamespacedRun.of(NodeScenario.class, ROUTED, NodeScenario.STEPS, folder);
  }

  @TestFactory
  Stream<DynamicTest> turnover_strangersAndPodsThatComeAndGo_everyStep() throws Exception {
    return NamespacedRun.of(TurnoverScenario.class, ROUTED, TurnoverScenario.STEPS, folder);
  }

  @TestFactory
  Stream<DynamicTest> handover_oneNode_everyStep() throws Exception {
    return NamespacedRun.of(HandoverScenario.class, ROUTED, HandoverScenario.STEPS, folder);
  }

  @TestFactory
  Stream<DynamicTest> cluster_twoNodesFivePods_everyStep() throws Exception {
    return NamespacedRun.of(ClusterScenario.class, ROUTED, ClusterScenario.STEPS, folder);
  }

  @TestFactory
  Stream<DynamicTest> host_programsOfTwoMachines_everyStep() throws Exception {
    return NamespacedRun.of(HostScenario.class, ROUTED, HostScenario.STEPS, folder);
  }

  @TestFactory
  Stream<DynamicTest> host_programOfACgroup_everyStep() throws Exception {
    Optional<Cgroup> own = Cgroup.makeOfVersion2();
    OwnNamespaces.require(own.isPresent(), "the right to make a cgroup of version 2");
    Cgroup root = own.orElseThrow();
    try {
      return NamespacedRun.of(
          HostCgroupScenario.class,
          ROUTED,
          HostCgroupScenario.STEPS,
          folder,
          List.of("-Dweft.test.cgroup=" + root.folder()));
    } finally {
      root.remove();
    }
  }

  @TestFactory
  Stream<DynamicTest> inPod_podsOnBridgesOfTwoNodes_everyStep() throws Exception {
    Jdks.require(InPodScenario.JDK);
    return NamespacedRun.of(InPodScenario.class, "bridged.sh", InPodScenario.STEPS, folder);
  }

  @TestFactory
  Stream<DynamicTest> inPod_podsThatAClusterTellsOf_everyStep() throws Exception {
    Jdks.require(InPodScenario.JDK);
    Optional<Cgroup> own = Cgroup.make();
    OwnNamespaces.require(own.isPresent(), "the right to make a cgroup");
    Cgroup root = own.orElseThrow();
    try {
      return NamespacedRun.of(
          InPodClusterScenario.class,
          "bridged-cgroups.sh",
          InPodClusterScenario.STEPS,
          folder,
          List.of("-Dweft.test.cgroup=" + root.folder()));
    } finally {
      root.remove();
    }
  }
}

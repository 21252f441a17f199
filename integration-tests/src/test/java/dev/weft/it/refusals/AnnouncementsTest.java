package dev.weft.it.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.harness.TestWorkload;
import dev.weft.it.programs.ObedientListener;
import dev.weft.it.programs.ReportingServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log tells where the directory does not learn of a listener, or knows nobody. */
class AnnouncementsTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void listen_whereAnotherIsAnnounced_isTold(int feature) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        TestWorkload holder = mesh.workload("elsewhere", "holder")) {
      int port = FreePort.pick();
      holder.announce(port);
      AgentFlag agent = mesh.agent("back", "server");
      try (JvmProcess program = start(feature, agent)) {
        program.writeLine("open socket " + port);
        program.awaitLine("^1 " + port + "$");

        assertTold(
            agent,
            "event=lease.refused listener=/127.0.0.1:" + port,
            "reason=\"held by another identity\"");
        assertThat(program.stderr()).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void listenAndConnect_policyServerAway_isTold(int feature) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        JvmProcess outside =
            JvmProcess.on(Jdks.require(feature))
                .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"))) {
      AgentFlag ofServer = mesh.agent("back", "server");
      AgentFlag ofClient = mesh.agent("front", "client");
      try (JvmProcess program = start(feature, ofServer);
          ClientControl client = ClientControl.start(Jdks.require(feature), ofClient.options())) {
        program.writeLine("open socket 0");
        program.awaitLine("^1 \\d+$");
        program.writeLine("close");
        program.awaitLine("^2 0$");
        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .until(() -> String.join("\n", ofClient.lines()).contains("event=mesh.joined"));

        mesh.server().kill();

        program.writeLine("open socket 0");
        String port = program.awaitLine("^3 (\\d+)$").group(1);
        assertTold(
            ofServer, "event=lease.unanswered listener=/127.0.0.1:" + port, "waited_ms=2000");
        int unknown = outside.awaitPort();
        assertThat(client.call(unknown)).isEqualTo("ok");
        assertTold(
            ofClient,
            "event=destination.unknown address=localhost/127.0.0.1:" + unknown,
            "done=\"outside, by the last good directory\"");
        assertThat(program.stderr()).isEmpty();
        assertThat(client.process().stderr()).isEmpty();
      }
    }
  }

  /** Fails unless one line is a warning that begins and ends so. */
  private static void assertTold(AgentFlag agent, String begin, String end) throws Exception {
    assertThat(agent.lines())
        .filteredOn(line -> line.contains(" level=WARN " + begin))
        .singleElement()
        .asString()
        .endsWith(" " + end);
  }

  private static JvmProcess start(int feature, AgentFlag agent) {
    return JvmProcess.on(Jdks.require(feature))
        .options(agent.options())
        .start(ClassPath.with(List.of()), ObedientListener.class, List.of());
  }
}

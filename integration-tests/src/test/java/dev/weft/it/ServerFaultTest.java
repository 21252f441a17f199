package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.ReportingServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy server is killed and comes back: the mesh goes on meanwhile. */
class ServerFaultTest {
  private static final String DENY_FRONT =
      "{\"action\":\"DENY\",\"rules\":[{\"from\":[{\"source\":{\"namespaces\":[\"front\"]}}]}]}";

  @TempDir private Path folder;

  @Test
  void kill_meshIsBusy_connectionsGoOnAndPoliciesFlowAfterwards() throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      try (JvmProcess program =
              JvmProcess.on(Jdks.require(17))
                  .options(mesh.agent("back", "server").options())
                  .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
          ClientControl client =
              ClientControl.start(Jdks.require(17), mesh.agent("front", "client").options())) {
        int port = program.awaitPort();
        assertThat(client.open("open", port)).isEqualTo("ok");
        assertThat(client.say("open")).isEqualTo("ok");

        mesh.server().kill();

        assertThat(client.say("open")).isEqualTo("ok");
        assertThat(client.call(port)).isEqualTo("ok");

        mesh.server().restart();
        mesh.admin().authorize("back", "rule", DENY_FRONT);

        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .untilAsserted(() -> assertThat(client.call(port)).contains("back/rule"));
        assertThat(client.say("open")).startsWith("failed");
        assertThat(program.stderr()).isEmpty();
        assertThat(client.process().stderr()).isEmpty();
      }
    }
  }
}

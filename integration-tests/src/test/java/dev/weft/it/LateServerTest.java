package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.ReportingServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy server is away when programs start: nothing is let through until they have joined. */
class LateServerTest {
  @TempDir private Path folder;

  @Test
  void start_serverAway_connectionsAreRefusedUntilItIsBack() throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      List<String> serverOptions = impatient(mesh.agent("back", "server"));
      List<String> clientOptions = impatient(mesh.agent("front", "client"));
      mesh.server().kill();
      try (JvmProcess program =
              JvmProcess.on(Jdks.require(17))
                  .options(serverOptions)
                  .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
          ClientControl client = ClientControl.start(Jdks.require(25), clientOptions);
          ClientControl outside = ClientControl.start(Jdks.require(17), List.of())) {
        int port = program.awaitPort();

        assertThat(client.call(port))
            .startsWith("failed MeshConnectException: ")
            .contains("the mesh has no configuration yet");
        assertThat(outside.call(port)).startsWith("failed");
        assertThat(program.stdout()).doesNotContain(" read ");

        mesh.server().restart();

        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .untilAsserted(() -> assertThat(client.call(port)).isEqualTo("ok"));
        assertThat(program.stderr()).isEmpty();
        assertThat(client.process().stderr()).isEmpty();
      }
    }
  }

  private static List<String> impatient(TestMesh.AgentFlag flag) {
    List<String> options = new ArrayList<>(flag.options());
    options.add("-Dweft.startup.timeout=300ms");
    return options;
  }
}

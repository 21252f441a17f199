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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client talks to whom the directory names for the address, not to whoever is in the mesh. */
class ImpostorTest {
  @TempDir private Path folder;

  @Test
  void call_answeredByAnotherWorkloadOfTheMesh_isRefusedByTheClient() throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        JvmProcess impostor =
            JvmProcess.on(Jdks.require(17))
                .options(mesh.agent("back", "impostor").options())
                .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
        TestMesh.AnnouncedRelay orders = mesh.relay("back", "orders");
        ClientControl client =
            ClientControl.start(Jdks.require(17), mesh.agent("front", "client").options())) {
      assertThat(client.call(impostor.awaitPort())).isEqualTo("ok");
      orders.relay().forwardTo(impostor.awaitPort());

      assertThat(client.call(orders.relay().port()))
          .matches("failed (Mesh)?SocketException: .*")
          .contains(
              "certificate was refused: peer: spiffe://weft.local/ns/back/sa/impostor"
                  + " (expected: [spiffe://weft.local/ns/back/sa/orders]");
      assertThat(orders.relay().sawInTheClear("are you there?")).isFalse();
      assertThat(impostor.stdout())
          .contains("connection 1 read")
          .doesNotContain("connection 2 read");
    }
  }
}

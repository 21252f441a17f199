package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JettyRelease;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is woven, with a connector that is the application's own. */
class ForeignConnectorTest {
  private static final String OPEN = "GET /open HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void connection_connectorOfTheApplications_isNotClaimed(@TempDir Path folder) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      try (JvmProcess server =
              JettyRelease.V12_1.start(
                  Jdks.require(17), mesh.agent("back", "server").options(), "own");
          RawHttpControl client =
              RawHttpControl.start(Jdks.require(17), mesh.agent("front", "client").options())) {
        int port = server.awaitPort();
        assertThat(client.send(port, OPEN)).startsWith("200 saw GET [/open]");

        mesh.admin()
            .authorize(
                "back",
                "rule",
                "{\"action\":\"ALLOW\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/open\"]}}]}]}");

        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .untilAsserted(() -> assertThat(client.send(port, OPEN)).startsWith("failed "));
      }
    }
  }
}

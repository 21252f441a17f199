package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a connection that a request hands to something that is not HTTP. */
class EarlierJettyUpgradeTest {
  private static final String RULE =
      "{\"action\":\"DENY\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/closed*\"]}}]}]}";
  private static final String CLOSED = RequestPolicyContract.get("/closed");
  private static final String LEAVE = RequestPolicyContract.get("/leave");
  private static final String UPGRADE =
      "GET /leave HTTP/1.1\r\nHost: a.test\r\nUpgrade: raw\r\nConnection: Upgrade\r\n\r\n";

  @ParameterizedTest
  @EnumSource(names = {"V9_4_0", "V11"})
  void connection_handedOn_goesOnWhereTheRequestAskedForItOrNoRuleLooksAtRequests(
      EarlierJettyRelease release, @TempDir Path folder) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin().authorize("back", "rule", RULE);
      try (JvmProcess server =
              release.start(Jdks.require(17), mesh.agent("back", "server").options());
          RawHttpControl client =
              RawHttpControl.start(Jdks.require(17), mesh.agent("front", "client").options())) {
        int port = server.awaitPort();
        await(client, port, "403 ");

        assertThat(client.send(port, 2, UPGRADE + "more")).endsWith(" | 299 more");
        assertThat(client.send(port, 2, LEAVE + "more"))
            .contains(" | failed ")
            .doesNotContain("| 299");

        mesh.admin().unauthorize("back", "rule");
        await(client, port, "200 ");
        assertThat(client.send(port, 2, LEAVE + "more")).endsWith(" | 299 more");
        assertThat(server.stderr()).isEmpty();
      }
    }
  }

  private static void await(RawHttpControl client, int port, String answer) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(client.send(port, CLOSED)).startsWith(answer));
  }
}

package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TomcatRelease;
import dev.weft.it.programs.SocketEcho;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One rule that looks at requests, at a server that is woven and at one that nobody knows, asked in
 * plaintext where the mesh allows that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnclaimedServerTest {
  private static final String OPEN = "GET /open HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String CLOSED = "GET /closed HTTP/1.1\r\nHost: a\r\n\r\n";

  private TestMesh mesh;
  private JvmProcess woven;
  private JvmProcess unknown;
  private RawHttpControl meshed;
  private RawHttpControl outsider;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "DISABLE");
    mesh.admin()
        .authorize(
            "back",
            "rule",
            "{\"action\":\"ALLOW\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/open\"]}}]}]}");
    woven =
        TomcatRelease.V10.start(
            Jdks.require(17), mesh.agent("back", "woven").options(), "HTTP/1.1");
    unknown =
        JvmProcess.on(Jdks.require(17))
            .options(mesh.agent("back", "unknown").options())
            .start(ClassPath.with(List.of()), SocketEcho.class, List.of("0", "platform"));
    meshed = RawHttpControl.start(Jdks.require(17), mesh.agent("front", "client").options());
    outsider = RawHttpControl.start(Jdks.require(17), List.of());
  }

  @AfterAll
  void stop() {
    assertThat(woven.stderr()).isEmpty();
    outsider.close();
    meshed.close();
    unknown.close();
    woven.close();
    mesh.close();
  }

  @Test
  void request_inPlaintext_isJudgedWithoutPeer() {
    int port = woven.awaitPort();
    assertThat(outsider.send(port, OPEN)).startsWith("200 saw GET [/open]");
    // Somebody from outside is not told the rule.
    assertThat(outsider.send(port, CLOSED)).isEqualTo("403 RBAC: access denied");
    assertThat(outsider.send(port, 2, CLOSED + OPEN)).matches("403 .* \\| 200 saw .*");
    assertThat(outsider.send(unknown.awaitPort(), OPEN)).startsWith("failed ");
  }

  @Test
  void connection_toAServerThatIsNotWoven_isRefusedAsEver() {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> assertThat(meshed.send(unknown.awaitPort(), OPEN)).startsWith("failed "));
    assertThat(meshed.send(woven.awaitPort(), OPEN)).startsWith("200 saw GET [/open]");
  }

  @Test
  void workloads_afterTheirFirstConnections_sayWhereTheyJudgeRequests() {
    assertThat(meshed.send(woven.awaitPort(), OPEN)).startsWith("200 ");
    assertThat(meshed.send(unknown.awaitPort(), OPEN)).startsWith("failed ");

    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(requestPorts("woven")).isEqualTo("[" + woven.awaitPort() + "]");
              assertThat(requestPorts("unknown")).isEqualTo("[]");
            });
  }

  /** What the workload of that service account says, as JSON. */
  private String requestPorts(String serviceAccount) throws IOException {
    String path = "/apis/weft.dev/v1/namespaces/back/workloads";
    JsonObject list = mesh.admin().calls().send("GET", path).ok().body();
    for (JsonValue value : list.array("items").values()) {
      JsonObject workload = (JsonObject) value;
      if (serviceAccount.equals(workload.object("spec").string("serviceAccount"))) {
        return JsonWriter.write(workload.object("status").array("requestPorts"));
      }
    }
    return "no such workload";
  }
}

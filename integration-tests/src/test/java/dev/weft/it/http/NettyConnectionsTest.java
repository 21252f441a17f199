package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of connections to Netty's servers whose requests are denied, or upgrade them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NettyConnectionsTest {
  private static final String RULE =
      "{\"action\":\"DENY\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/closed*\"]}}]}]}";
  private static final String SLOW = RequestPolicyContract.get("/slow");
  private static final String OPEN = RequestPolicyContract.get("/open");
  private static final String CLOSED = RequestPolicyContract.get("/closed");
  private static final String UPGRADE =
      String.join(
          "\r\n",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "");

  private TestMesh mesh;
  private RawHttpControl client;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
    mesh.admin().authorize("back", "rule", RULE);
    client = RawHttpControl.start(Jdks.require(17), mesh.agent("front", "client").options());
  }

  @AfterAll
  void stop() {
    client.close();
    mesh.close();
  }

  private JvmProcess server(NettyRelease release, String kind) throws IOException {
    int jdk = release == NettyRelease.V41 ? 17 : 25;
    List<String> options = mesh.agent("back", "netty-" + jdk + "-" + kind).options();
    return release.start(Jdks.require(jdk), options, kind);
  }

  private void awaitTheRule(int port) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(client.send(port, CLOSED)).startsWith("403 "));
  }

  @ParameterizedTest
  @CsvSource({"V41,codec", "V41,parts", "V42,codec", "V42,parts"})
  void requests_pipelined_areAnsweredInTheirOrder(NettyRelease release, String kind)
      throws IOException {
    try (JvmProcess server = server(release, kind)) {
      int port = server.awaitPort();
      awaitTheRule(port);
      String head = "POST /closed HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n";
      String chunks = "5\r\nGET /\r\n0\r\n\r\n";

      assertThat(client.send(port, 6, SLOW + CLOSED + head + chunks + OPEN + SLOW + CLOSED))
          .matches(
              "200 saw GET \\[/slow\\].* \\| 403 .* \\| 403 .* \\| 200 saw GET \\[/open\\].*"
                  + " \\| 200 saw GET \\[/slow\\].* \\| 403 .*");
      // More than wait for an answer: the rest is cut, and in order.
      assertThat(client.send(port, 35, SLOW + CLOSED.repeat(60)))
          .matches("200 saw GET \\[/slow\\].*?( \\| 403 [^|]*){33} \\| failed EOFException.*");
      assertThat(server.stderr()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"V41,codec", "V42,codec"})
  void request_deniedAndLast_closesAfterItsAnswer(NettyRelease release, String kind)
      throws IOException {
    try (JvmProcess server = server(release, kind)) {
      int port = server.awaitPort();
      awaitTheRule(port);
      String last = "GET /closed HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n";
      String old = "GET /closed HTTP/1.0\r\nHost: a.test\r\n\r\n";

      assertThat(client.send(port, 2, last + OPEN)).matches("403 .* \\| failed EOFException.*");
      assertThat(client.send(port, 3, SLOW + old + OPEN))
          .matches("200 saw GET \\[/slow\\].* \\| 403 .* \\| failed EOFException.*");
      // Malformed, and so nothing that the rules could be relied on for.
      assertThat(client.send(port, 2, "GET /open HTTP/1.1\r\nHost: a\r\nbad\u0000name: x\r\n\r\n"))
          .doesNotContain("saw");
      assertThat(server.stderr()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"V41,codec", "V42,codec", "V42,parts"})
  void upgrade_allowed_goesOnAsAWebSocket(NettyRelease release, String kind) throws IOException {
    try (JvmProcess server = server(release, kind)) {
      int port = server.awaitPort();
      awaitTheRule(port);

      assertThat(client.send(port, "GET /closed HTTP/1.1\r\nHost: a.test\r\n" + UPGRADE + "\r\n"))
          .startsWith("403 ");
      String socket = "socket-" + release + kind;
      String upgrade = "GET /ws HTTP/1.1\r\nHost: a.test\r\n" + UPGRADE + "\r\n";
      assertThat(client.sendOn(socket, port, upgrade)).startsWith("101 ");
      // A text frame, masked with zeros, whose echo reads like an answer.
      String text = "x 299 yes\r\ncontent-length: 2\r\n\r\nok";
      String frame = "\u0081" + (char) (0x80 | text.length()) + "\0\0\0\0" + text;
      assertThat(client.sendOn(socket, port, frame)).isEqualTo("299 ok");
      assertThat(client.sendOn(socket, port, frame)).isEqualTo("299 ok");
      assertThat(server.stderr()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"V41", "V42"})
  void codec_leavesWithoutAnUpgrade_theConnectionIsJudgedAsAWhole(NettyRelease release)
      throws IOException {
    try (JvmProcess server = server(release, "leaving")) {
      int port = server.awaitPort();
      awaitTheRule(port);
      String leave = RequestPolicyContract.get("/leave");

      // What came with the request, what comes later, and what is read as a request again.
      assertThat(client.send(port, 2, leave + "raw"))
          .startsWith("200 saw GET [/leave] | failed ")
          .doesNotContain("| 299");
      assertThat(client.sendOn("left-" + release, port, leave)).startsWith("200 saw ");
      assertThat(client.sendOn("left-" + release, port, "raw")).startsWith("failed ");
      assertThat(client.send(port, 2, leave + CLOSED)).startsWith("200 ").doesNotContain("| 299");

      mesh.admin().unauthorize("back", "rule");
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(() -> assertThat(client.send(port, CLOSED)).startsWith("200 "));
      assertThat(client.send(port, 2, leave + "raw")).endsWith(" | 299 raw");
      assertThat(client.sendOn("free-" + release, port, leave)).startsWith("200 saw ");
      assertThat(client.sendOn("free-" + release, port, "raw")).isEqualTo("299 raw");
      mesh.admin().authorize("back", "rule", RULE);
      awaitTheRule(port);
      // Its requests had been judged, but what is on it now cannot be.
      assertThat(client.sendOn("free-" + release, port, "raw")).startsWith("failed ");
      assertThat(server.stderr()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"V41", "V42"})
  void connection_whoseCodecComesLate_isRefusedAsEver(NettyRelease release) throws IOException {
    try (JvmProcess server = server(release, "late")) {
      int port = server.awaitPort();
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(
              () ->
                  assertThat(client.send(port, OPEN)).startsWith("failed ").contains("back/rule"));
      assertThat(server.stderr()).isEmpty();
    }
  }
}

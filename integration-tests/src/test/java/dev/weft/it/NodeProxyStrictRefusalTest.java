package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Credentials;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestCa;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.ReportingServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link StrictRefusalTest}, of a program behind the node proxy and of one in front of it. */
class NodeProxyStrictRefusalTest {
  private static final String CLIENT = "spiffe://weft.local/ns/front/sa/client";
  private static final TestCa CA = new TestCa("weft.local");

  @TempDir private Path folder;

  private TestMesh startMesh() throws Exception {
    Path ca = folder.resolve("ca");
    CA.writeTo(ca);
    TestMesh mesh = TestMesh.start(folder, Map.of("ca.dir", ca.toString()));
    mesh.admin().mode("back", "STRICT");
    return mesh;
  }

  private static JvmProcess startProgram(List<String> options) {
    return JvmProcess.on(Jdks.require(17))
        .options(options)
        .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
  }

  @ParameterizedTest(name = "TLS of {0}")
  @ValueSource(strings = {"boringssl", "jdk"})
  void connect_withoutGoodSvid_isRefusedUnseen(String tls) throws Exception {
    Credentials good = CA.svid(CLIENT);
    Credentials stranger = new TestCa("weft.local").svid(CLIENT);
    Credentials elsewhere = CA.svid("spiffe://other.example/ns/front/sa/client");
    Instant now = Instant.now();
    Credentials expired =
        CA.svid(CLIENT, now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1)));
    Credentials early =
        CA.svid(CLIENT, now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(2)));
    String listener = "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: tcp}";
    try (TestMesh mesh = startMesh();
        JvmProcess program = startProgram(List.of());
        NodeProxyProcess proxy =
            mesh.nodeProxy(
                "back",
                "server",
                "{}",
                List.of(listener.formatted(program.awaitPort())),
                "tls: " + tls + "\n")) {
      int port = proxy.ports().get(0);

      // The control: with a good SVID the very same client is let in and heard.
      letIn(port, good);
      program.awaitLine("^connection 1 read ");

      refused(port, good.withoutCertificate(), WordsOverTls.MESH_ALPN);
      refused(port, WordsOverTls.trusting(good, stranger), WordsOverTls.MESH_ALPN);
      refused(port, elsewhere, WordsOverTls.MESH_ALPN);
      refused(port, expired, WordsOverTls.MESH_ALPN);
      refused(port, early, WordsOverTls.MESH_ALPN);
      refused(port, good, "http/1.1");
      assertThat(WordsOverTls.talkInTheClear(port)).isEmpty();

      // The program counts its connections: between the two it has got none.
      letIn(port, good);
      program.awaitLine("^connection 2 read ");
      assertThat(program.stdout()).doesNotContain("connection 3");
      assertThat(proxy.process().stdout()).doesNotContain("event=fault");
    }
  }

  @Test
  void call_answeredByAnotherWorkloadOfTheMesh_isRefusedUnseen() throws Exception {
    try (TestMesh mesh = startMesh();
        JvmProcess impostor = startProgram(mesh.agent("back", "impostor").options());
        JvmProcess orders = startProgram(mesh.agent("back", "orders").options());
        TestMesh.AnnouncedRelay wire = mesh.relay("back", "orders");
        NodeProxyProcess proxy =
            mesh.nodeProxy(
                "front",
                "client",
                "{}",
                List.of(
                    "{outbound: '127.0.0.1:0', to: 'orders.back:%d', protocol: tcp}"
                        .formatted(wire.relay().port())))) {
      int port = proxy.ports().get(0);
      wire.relay().forwardTo(orders.awaitPort());
      assertThat(WordsOverTls.talkInTheClear(port)).isEqualTo(WordsOverTls.words());
      wire.relay().forwardTo(impostor.awaitPort());

      assertThat(WordsOverTls.talkInTheClear(port)).isEmpty();

      proxy.process().awaitLine("impostor.*expected: .*spiffe://weft\\.local/ns/back/sa/orders");
      impostor.awaitLine("^connection 1 (failed|ended)");
      assertThat(impostor.stdout()).doesNotContain("read");
      assertThat(wire.relay().sawInTheClear("for nobody's eyes")).isFalse();
    }
  }

  private static void letIn(int port, Credentials credentials) throws Exception {
    assertThat(WordsOverTls.talk(port, credentials, WordsOverTls.MESH_ALPN))
        .isEqualTo(WordsOverTls.words());
  }

  private static void refused(int port, Credentials credentials, String alpn) throws Exception {
    assertThat(WordsOverTls.talk(port, credentials, alpn)).isEmpty();
  }
}

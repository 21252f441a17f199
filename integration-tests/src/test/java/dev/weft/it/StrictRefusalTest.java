package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Credentials;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestCa;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.ReportingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In STRICT whoever has no good SVID is refused, and the application's code never sees a byte of
 * theirs. The policy server is given the test's own CA, so that the test can sign anything.
 */
class StrictRefusalTest {
  private static final String MESH_ALPN = "weft/1";
  private static final String CLIENT = "spiffe://weft.local/ns/front/sa/client";
  private static final byte[] WORDS = "for nobody's eyes".getBytes(StandardCharsets.US_ASCII);
  private static final int TIMEOUT_MILLIS = (int) JvmProcess.PATIENCE.toMillis();

  @TempDir private static Path folder;
  private static final TestCa CA = new TestCa("weft.local");
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    Path ca = folder.resolve("ca");
    CA.writeTo(ca);
    mesh = TestMesh.start(folder, Map.of("ca.dir", ca.toString()));
    mesh.admin().mode("back", "STRICT");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest(name = "server on JDK {0}")
  @ValueSource(ints = {17, 25})
  void connect_withoutGoodSvid_isRefusedUnseen(int feature) throws Exception {
    Credentials good = CA.svid(CLIENT);
    Credentials stranger = new TestCa("weft.local").svid(CLIENT);
    Credentials elsewhere = CA.svid("spiffe://other.example/ns/front/sa/client");
    Instant now = Instant.now();
    Credentials expired =
        CA.svid(CLIENT, now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1)));
    Credentials early =
        CA.svid(CLIENT, now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(2)));
    try (JvmProcess server = startServer(feature)) {
      int port = server.awaitPort();

      // The control: with a good SVID the very same client is let in and heard.
      assertThat(talk(port, good, MESH_ALPN)).isEqualTo(WORDS);
      server.awaitLine("^connection 1 read " + WORDS.length + "$");

      refused(server, 2, port, good.withoutCertificate(), MESH_ALPN);
      refused(server, 3, port, trusting(good, stranger), MESH_ALPN);
      refused(server, 4, port, elsewhere, MESH_ALPN);
      refused(server, 5, port, expired, MESH_ALPN);
      refused(server, 6, port, early, MESH_ALPN);
      refused(server, 7, port, good, "http/1.1");
      assertThat(talkInTheClear(port)).isEmpty();
      unseen(server, 8);

      assertThat(talk(port, good, MESH_ALPN)).isEqualTo(WORDS);
      assertThat(server.stderr()).isEmpty();
    }
  }

  private static JvmProcess startServer(int feature) throws IOException {
    return JvmProcess.on(Jdks.require(feature))
        .options(mesh.agent("back", "server").options())
        .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
  }

  /** Shows the stranger's certificate but trusts the mesh, so that the server alone can refuse. */
  private static Credentials trusting(Credentials mesh, Credentials stranger) {
    return new Credentials(stranger.key(), stranger.chain(), mesh.roots());
  }

  private static void refused(
      JvmProcess server, int number, int port, Credentials credentials, String alpn)
      throws Exception {
    assertThat(talk(port, credentials, alpn)).isEmpty();
    unseen(server, number);
  }

  /** The connection is over for the server's code too, which got nothing of it. */
  private static void unseen(JvmProcess server, int number) {
    server.awaitLine("^connection " + number + " (failed|ended)");
    assertThat(server.stdout()).doesNotContain("connection " + number + " read");
  }

  /** What comes back for a few words over TLS with the mesh's framing; nothing when refused. */
  private static byte[] talk(int port, Credentials credentials, String alpn) throws Exception {
    try (SSLSocket socket = (SSLSocket) credentials.context().getSocketFactory().createSocket()) {
      socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(TIMEOUT_MILLIS);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {alpn});
      socket.setSSLParameters(parameters);
      socket.getOutputStream().write(WORDS);
      // Two bytes come before all else: the length of a refusal, 0 for none.
      byte[] verdict = socket.getInputStream().readNBytes(2);
      if (verdict.length < 2 || verdict[0] != 0 || verdict[1] != 0) {
        return new byte[0];
      }
      return socket.getInputStream().readNBytes(WORDS.length);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static byte[] talkInTheClear(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(WORDS);
      return socket.getInputStream().readNBytes(WORDS.length);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}

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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
  private static final String CLIENT = "spiffe://weft.local/ns/front/sa/client";

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
      assertThat(WordsOverTls.talk(port, good, WordsOverTls.MESH_ALPN))
          .isEqualTo(WordsOverTls.words());
      server.awaitLine("^connection 1 read " + WordsOverTls.words().length + "$");

      refused(server, 2, port, good.withoutCertificate(), WordsOverTls.MESH_ALPN);
      refused(server, 3, port, WordsOverTls.trusting(good, stranger), WordsOverTls.MESH_ALPN);
      refused(server, 4, port, elsewhere, WordsOverTls.MESH_ALPN);
      refused(server, 5, port, expired, WordsOverTls.MESH_ALPN);
      refused(server, 6, port, early, WordsOverTls.MESH_ALPN);
      refused(server, 7, port, good, "http/1.1");
      assertThat(WordsOverTls.talkInTheClear(port)).isEmpty();
      unseen(server, 8);

      assertThat(WordsOverTls.talk(port, good, WordsOverTls.MESH_ALPN))
          .isEqualTo(WordsOverTls.words());
      assertThat(server.stderr()).isEmpty();
    }
  }

  private static JvmProcess startServer(int feature) throws IOException {
    return JvmProcess.on(Jdks.require(feature))
        .options(mesh.agent("back", "server").options())
        .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
  }

  private static void refused(
      JvmProcess server, int number, int port, Credentials credentials, String alpn)
      throws Exception {
    assertThat(WordsOverTls.talk(port, credentials, alpn)).isEmpty();
    unseen(server, number);
  }

  /** The connection is over for the server's code too, which got nothing of it. */
  private static void unseen(JvmProcess server, int number) {
    server.awaitLine("^connection " + number + " (failed|ended)");
    assertThat(server.stdout()).doesNotContain("connection " + number + " read");
  }
}

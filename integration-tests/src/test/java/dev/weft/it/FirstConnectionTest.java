package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody who calls a port again and again, from before a member listens there: the first call
 * that is taken is mutual TLS already. A plaintext one would be refused, and would have been seen.
 */
class FirstConnectionTest {
  private static final String NOBODY_LISTENS = "failed ConnectException: Connection refused";

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest(name = "{1} on JDK {0}")
  @CsvSource({
    "17,dev.weft.it.programs.ReportingServer",
    "17,dev.weft.it.programs.ChannelEcho",
    "17,dev.weft.it.programs.AsyncEcho",
    "25,dev.weft.it.programs.ReportingServer",
    "25,dev.weft.it.programs.ChannelEcho",
    "25,dev.weft.it.programs.AsyncEcho"
  })
  void call_fromBeforeTheServerListens_isNeverPlaintext(int feature, Class<?> program)
      throws Exception {
    int port = FreePort.pick();
    try (ClientControl client =
        ClientControl.start(Jdks.require(17), mesh.agent("front", "client").options())) {
      assertThat(client.call(port)).startsWith(NOBODY_LISTENS);
      try (JvmProcess server =
          JvmProcess.on(Jdks.require(feature))
              .options(mesh.agent("back", "server").options())
              .start(ClassPath.with(List.of()), program, List.of("" + port))) {
        assertThat(firstAnswer(client, port)).as(server::transcript).isEqualTo("ok");
        assertThat(server.awaitPort()).isEqualTo(port);
        assertThat(server.stop()).as(server::transcript).isZero();
      }
    }
  }

  private static String firstAnswer(ClientControl client, int port) {
    long end = System.nanoTime() + JvmProcess.PATIENCE.toNanos();
    String answer = client.call(port);
    while (answer.startsWith(NOBODY_LISTENS)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nobody listens within " + JvmProcess.PATIENCE);
      }
      answer = client.call(port);
    }
    return answer;
  }
}

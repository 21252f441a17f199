package dev.weft.it.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.contracts.FirstWords;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A permissive server that speaks first, and a client in plaintext that waits for it. */
class FirstWordsTest {
  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("self", "PERMISSIVE");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SOCKET", "CHANNEL", "SELECTOR", "ASYNC"})
  void greeting_undeclaredPort_reachesSilentClient(String transport) throws Exception {
    try (JvmProcess server = start(transport, 0, "sniff.timeout=200ms")) {
      talk(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SOCKET", "SELECTOR"})
  void greeting_declaredPort_reachesSilentClient(String transport) throws Exception {
    int port = FreePort.pick();
    // With a minute to wait for first bytes, only the declaration can be why they are not awaited.
    try (JvmProcess server =
        start(transport, port, "server.first.ports=" + port + ",sniff.timeout=1m")) {
      talk(server);
    }
  }

  private static JvmProcess start(String transport, int port, String settings) throws Exception {
    return JvmProcess.on(Jdks.require(17))
        .options(mesh.agent("self", "first", settings).options())
        .start(ClassPath.with(List.of()), FirstWords.class, List.of(transport, "" + port));
  }

  private static void talk(JvmProcess server) throws Exception {
    int port = server.awaitPort();
    for (int i = 0; i < 3; i++) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client.setSoTimeout(20_000);
        assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("x");
      }
    }
    assertThat(server.stop()).as(server::transcript).isZero();
    assertThat(server.stderr()).isEmpty();
  }
}

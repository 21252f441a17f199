package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.HastyClient;
import dev.weft.it.programs.LeavingClient;
import dev.weft.it.programs.ReportingServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process ends right after it has closed its connections, or with connections open. With plain
 * TCP the kernel sees to the rest; here the process's end does.
 */
class ProcessEndTest {
  private static final int COUNT = 8;

  /** By SIGTERM, which is 15. */
  private static final Map<String, Integer> EXITS =
      Map.of("return", 0, "exit", 3, "signal", 128 + 15);

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

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void end_withConnectionsThatStillOpen_waitsUntilTheirEndIsTold(int feature) throws Exception {
    try (JvmProcess server = server(17)) {
      int port = server.awaitPort();
      try (JvmProcess client =
          JvmProcess.on(Jdks.require(feature))
              .options(mesh.agent("front", "client").options())
              .start(
                  ClassPath.with(List.of()), HastyClient.class, List.of("" + port, "" + COUNT))) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout()).contains("first 1");
        assertThat(client.stderr()).isEmpty();
      }
      for (int connection = 2; connection <= COUNT + 1; connection++) {
        server.awaitLine("connection " + connection + " ended");
      }
      assertThat(server.stdout()).doesNotContain("failed");
    }
  }

  @ParameterizedTest(name = "JDK {0}, {1}")
  @CsvSource({"17, return", "17, exit", "17, signal", "25, return", "25, exit", "25, signal"})
  void end_withAnOpenConnection_isTheEndOfTheStreamForTheOther(int feature, String how)
      throws Exception {
    try (JvmProcess server = server(17);
        JvmProcess client = client(feature, server.awaitPort(), how)) {
      client.awaitLine("^open$");
      int exit = how.equals("signal") ? client.terminate() : client.awaitExit();

      assertThat(exit).as(client::transcript).isEqualTo(EXITS.get(how));
      server.awaitLine("^connection 1 (ended|failed)");
      assertThat(server.stdout()).contains("connection 1 ended");
      assertThat(client.stderr()).isEmpty();
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void end_ofAServerWithAnOpenConnection_isTheEndOfTheStreamForItsClient(int feature)
      throws Exception {
    try (JvmProcess server = server(feature);
        JvmProcess client = client(17, server.awaitPort(), "signal")) {
      client.awaitLine("^open$");

      assertThat(server.terminate()).as(server::transcript).isEqualTo(EXITS.get("signal"));

      client.awaitLine("^(ended|failed)");
      assertThat(client.stdout()).contains("ended");
      assertThat(server.stderr()).isEmpty();
    }
  }

  private static JvmProcess server(int feature) throws Exception {
    return JvmProcess.on(Jdks.require(feature))
        .options(mesh.agent("back", "server").options())
        .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
  }

  private static JvmProcess client(int feature, int port, String how) throws Exception {
    return JvmProcess.on(Jdks.require(feature))
        .options(mesh.agent("front", "client").options())
        .start(ClassPath.with(List.of()), LeavingClient.class, List.of("" + port, how));
  }
}

package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.HastyClient;
import dev.weft.it.programs.ReportingServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process ends right after it has closed its connections. With plain TCP the kernel has the rest;
 * here the process's end waits for it.
 */
class ProcessEndTest {
  private static final int COUNT = 8;

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
    try (JvmProcess server =
        JvmProcess.on(Jdks.require(17))
            .options(mesh.agent("back", "server").options())
            .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"))) {
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
}

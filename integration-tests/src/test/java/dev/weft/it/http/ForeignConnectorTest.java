package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JettyRelease;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.VertxSubclass;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is woven, with a connector or connection factory that is the application's own. */
class ForeignConnectorTest {
  private static final String OPEN = "GET /open HTTP/1.1\r\nHost: a\r\n\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"own", "factory", "wrapper"})
  void connection_partOfTheApplications_isNotClaimed(String part, @TempDir Path folder)
      throws Exception {
    assertNotClaimed(folder, options -> JettyRelease.V12_1.start(Jdks.require(17), options, part));
  }

  @Test
  void connection_ofASubclassOfVertxsDetection_isNotClaimed(@TempDir Path folder) throws Exception {
    assertNotClaimed(
        folder,
        options ->
            JvmProcess.on(Jdks.require(17))
                .options(options)
                .start(
                    ClassPath.with(List.of("vertx-", "netty-", "jackson-core")),
                    VertxSubclass.class,
                    List.of("0")));
  }

  /** Its requests pass while no rule looks at requests, and none does as soon as one does. */
  private static void assertNotClaimed(Path folder, Function<List<String>, JvmProcess> program)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      try (JvmProcess server = program.apply(mesh.agent("back", "server").options());
          RawHttpControl client =
              RawHttpControl.start(Jdks.require(17), mesh.agent("front", "client").options())) {
        int port = server.awaitPort();
        assertThat(client.send(port, OPEN)).startsWith("200 saw GET [/open]");

        mesh.admin()
            .authorize(
                "back",
                "rule",
                "{\"action\":\"ALLOW\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/open\"]}}]}]}");

        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .untilAsserted(() -> assertThat(client.send(port, OPEN)).startsWith("failed "));
      }
    }
  }
}

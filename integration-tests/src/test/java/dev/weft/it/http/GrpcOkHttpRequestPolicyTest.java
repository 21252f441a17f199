package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.GrpcRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.GrpcClient;
import dev.weft.it.programs.GrpcServer;
import dev.weft.it.programs.NettyHttp2Asking;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** gRPC on OkHttp's codec: calls on one connection, each judged by itself. */
class GrpcOkHttpRequestPolicyTest {
  private static final String RULE =
      """
      {"action":"DENY","rules":[{"from":[{"source":{"principals":["*/ns/front/sa/client"]}}],
       "to":[{"operation":{"paths":["*/Closed"]}}]}]}
      """;

  private static final String REASON = "RBAC: access denied: explicit-deny by back/rule[0]";

  @ParameterizedTest(name = "JDK {0}, gRPC {1}")
  @CsvSource({"17, OKHTTP_1_58", "25, OKHTTP"})
  void calls_deniedMethod_isPermissionDeniedAndTheConnectionGoesOn(
      int feature, GrpcRelease release, @TempDir Path folder) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin().authorize("back", "rule", RULE);
      try (JvmProcess server =
          release.start(
              Jdks.require(feature),
              mesh.agent("back", "server").options(),
              GrpcServer.class,
              List.of("0"))) {
        int port = server.awaitPort();
        // Each denied message is larger than the window of the connection.
        JvmProcess client =
            release.start(
                Jdks.require(feature),
                mesh.agent("front", "client").options(),
                GrpcClient.class,
                List.of(
                    "" + port,
                    "Open:5",
                    "Closed:5",
                    "Closed:3000000",
                    "Closed:3000000",
                    "Open:3000000"));

        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout().lines())
            .startsWith("answer saw 5")
            .endsWith("answer saw 3000000")
            .filteredOn(line -> line.startsWith("answer PERMISSION_DENIED "))
            .hasSize(3);
        assertThat(client.stdout()).contains(REASON);

        JvmProcess asking =
            JvmProcess.on(Jdks.require(feature))
                .options(mesh.agent("front", "client").options())
                .start(
                    ClassPath.with(List.of("netty-")),
                    NettyHttp2Asking.class,
                    List.of("" + port, "/shop.Orders/Closed", "/shop.Orders/Closed;a"));
        assertThat(asking.awaitExit()).as(asking::transcript).isZero();
        assertThat(asking.stdout().lines())
            .satisfiesExactly(
                one -> assertThat(one).startsWith("answer 403 ").contains(REASON),
                two -> assertThat(two).startsWith("answer 400 "));
        assertThat(server.stderr()).isEmpty();
      }
    }
  }
}

package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.GrpcClient;
import dev.weft.it.programs.GrpcServer;
import dev.weft.it.programs.NettyHttp2Asking;
import dev.weft.it.programs.NettySeeing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of one HTTP/2 connection to Netty's servers, each judged by itself. */
class NettyHttp2RequestPolicyTest {
  private static final String RULE =
      """
      {"action":"DENY","rules":[{"from":[{"source":{"principals":["*/ns/front/sa/client"]}}],
       "to":[{"operation":{"paths":["/closed","*/Closed"]}}]}]}
      """;

  private static final String REASON = "RBAC: access denied: explicit-deny by back/rule[0]";
  private static final List<String> GRPC =
      List.of("grpc-", "guava", "failureaccess", "perfmark-", "gson", "annotations-");

  @ParameterizedTest
  @CsvSource({"17,h2", "25,h2", "25,h2c", "17,vertx", "17,epoll", "25,epoll"})
  void streams_ofOneConnection_eachIsJudgedByItsPeer(int jdk, String kind, @TempDir Path folder)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin().authorize("back", "rule", RULE);
      List<String> options = mesh.agent("back", "server", "http.forward.identity=on").options();
      try (JvmProcess server = start(Jdks.require(jdk), options, kind)) {
        JvmProcess client =
            JvmProcess.on(Jdks.require(25))
                .options(mesh.agent("front", "client").options())
                .start(
                    ClassPath.with(List.of("netty-")),
                    NettyHttp2Asking.class,
                    List.of(
                        "" + server.awaitPort(),
                        "/open",
                        "/closed",
                        "/open",
                        "/closed",
                        "/closed;a",
                        "/%63losed"));

        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout().lines())
            .satisfiesExactly(
                one -> assertThat(one).matches("answer 200 saw GET \\[/open\\] .*"),
                two -> assertThat(two).isEqualTo("answer 403 " + REASON),
                three ->
                    assertThat(three)
                        .startsWith("answer 200 saw GET [/open] client-cert=By=")
                        .contains(";URI=spiffe://weft.local/ns/front/sa/client "),
                four -> assertThat(four).isEqualTo("answer 403 " + REASON),
                five -> assertThat(five).startsWith("answer 400 "),
                six -> assertThat(six).isEqualTo("answer 403 " + REASON));
        assertThat(server.stderr()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void grpc_deniedMethod_isPermissionDeniedAndTheChannelGoesOn(int jdk, @TempDir Path folder)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin().authorize("back", "rule", RULE);
      String classPath = ClassPath.with(GRPC);
      try (JvmProcess server =
          JvmProcess.on(Jdks.require(jdk))
              .options(mesh.agent("back", "server").options())
              .start(classPath, GrpcServer.class, List.of("0"))) {
        // Each denied message is larger than the window of the connection.
        JvmProcess client =
            JvmProcess.on(Jdks.require(jdk))
                .options(mesh.agent("front", "client").options())
                .start(
                    classPath,
                    GrpcClient.class,
                    List.of(
                        "" + server.awaitPort(),
                        "Open:5",
                        "Closed:5",
                        "Closed:3000000",
                        "Closed:3000000",
                        "Open:3000000"));

        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout().lines())
            .containsExactly(
                "answer saw 5",
                "answer PERMISSION_DENIED " + REASON,
                "answer PERMISSION_DENIED " + REASON,
                "answer PERMISSION_DENIED " + REASON,
                "answer saw 3000000");
      }
    }
  }

  private static JvmProcess start(Jdk jdk, List<String> options, String kind) {
    return switch (kind) {
      case "vertx" -> VertxRequestPolicyTest.start(jdk, options);
      case "epoll" ->
          (jdk.feature() == 17 ? NettyRelease.V41_EPOLL : NettyRelease.V42_EPOLL)
              .start(jdk, options, NettySeeing.class, List.of("0", "h2", "epoll"));
      default -> NettyRelease.V42.start(jdk, options, kind);
    };
  }
}

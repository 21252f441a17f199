package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.GrpcClient;
import dev.weft.it.programs.GrpcServer;
import dev.weft.it.programs.NettyHttp2Asking;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 and gRPC servers without an agent, behind the proxy: each stream is judged by itself. */
class ProxiedHttp2Test {
  private static final String RULE =
      """
      {"action":"DENY","rules":[{"from":[{"source":{"principals":["*/ns/front/sa/client"]}}],
       "to":[{"operation":{"paths":["/closed","*/Closed"]}}]}]}
      """;

  private static final String REASON = "RBAC: access denied: explicit-deny by back/rule[0]";
  private static final List<String> GRPC =
      List.of("grpc-", "guava", "failureaccess", "perfmark-", "gson", "annotations-");

  @ParameterizedTest
  @ValueSource(strings = {"auto", "http2"})
  void streams_ofOneConnection_eachIsJudged(String protocol, @TempDir Path folder)
      throws Exception {
    try (TestMesh mesh = strict(folder);
        JvmProcess server = NettyRelease.V42.start(Jdks.require(17), List.of(), "h2");
        NodeProxyProcess proxy = proxy(mesh, server, protocol)) {
      JvmProcess client =
          JvmProcess.on(Jdks.require(25))
              .options(mesh.agent("front", "client").options())
              .start(
                  ClassPath.with(List.of("netty-")),
                  NettyHttp2Asking.class,
                  List.of(
                      "" + proxy.ports().get(0),
                      "/open",
                      "/closed",
                      "/open",
                      "/closed",
                      "/closed;a",
                      "/%63losed"));

      assertThat(client.awaitExit()).as(client::transcript).isZero();
      assertThat(client.stdout().lines())
          .satisfiesExactly(
              one -> assertThat(one).startsWith("answer 200 saw GET [/open] "),
              two -> assertThat(two).startsWith("answer 403 " + REASON),
              three -> assertThat(three).startsWith("answer 200 saw GET [/open] "),
              four -> assertThat(four).startsWith("answer 403 " + REASON),
              five -> assertThat(five).startsWith("answer 400 "),
              six -> assertThat(six).startsWith("answer 403 " + REASON));
      assertThat(proxy.process().stderr()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "grpc"})
  void grpc_deniedMethod_isPermissionDeniedAndTheChannelGoesOn(
      String protocol, @TempDir Path folder) throws Exception {
    String classPath = ClassPath.with(GRPC);
    try (TestMesh mesh = strict(folder);
        JvmProcess server =
            JvmProcess.on(Jdks.require(17)).start(classPath, GrpcServer.class, List.of("0"));
        NodeProxyProcess proxy = proxy(mesh, server, protocol)) {
      // Each denied message is larger than the window of the connection.
      JvmProcess client =
          JvmProcess.on(Jdks.require(17))
              .options(mesh.agent("front", "client").options())
              .start(
                  classPath,
                  GrpcClient.class,
                  List.of(
                      "" + proxy.ports().get(0),
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
      assertThat(proxy.process().stderr()).isEmpty();
    }
  }

  private static TestMesh strict(Path folder) throws Exception {
    TestMesh mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
    mesh.admin().authorize("back", "rule", RULE);
    return mesh;
  }

  private static NodeProxyProcess proxy(TestMesh mesh, JvmProcess server, String protocol)
      throws Exception {
    String listener =
        "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: %s}"
            .formatted(server.awaitPort(), protocol);
    return mesh.nodeProxy("back", "server", "{}", List.of(listener));
  }
}

package dev.weft.it.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NeedsPrograms;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.ProgramProcess.Ended;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import dev.weft.it.programs.GrpcKinds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gRPC in Go through the proxy, towards grpc-java with the agent and towards Go. */
@NeedsPrograms("go")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoGrpcTest {
  private static final String MARKER = "for-one-pair-of-eyes";
  private static final String RULE =
      "{\"to\":[{\"operation\":{\"paths\":[\"/shop.Orders/Closed\"]}}]}";
  private static final List<String> LIBRARIES =
      List.of("grpc-", "guava", "failureaccess", "perfmark-", "gson", "annotations-");

  private GoPrograms go;

  @BeforeAll
  void build(@TempDir Path folder) throws Exception {
    go = GoPrograms.build(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "auto"})
  void calls_ofGoToGo_areJudgedEach(String protocol, @TempDir Path folder) throws Exception {
    try (ProgramProcess server = ProgramProcess.start(List.of(go.executable("server")))) {
      int port = Integer.parseInt(server.awaitLine("^listening (\\d+)$").group(1));
      try (ProxiedLink link = ProxiedLink.denying(folder, RULE, port, List.of(protocol))) {
        assertJudged(call(link.port(0)));

        link.assertSecret(MARKER);
      }
    }
  }

  @Test
  void calls_ofGoToGrpcJava_areJudgedEach(@TempDir Path folder) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin().authorize("back", "rule", "{\"action\":\"DENY\",\"rules\":[" + RULE + "]}");
      try (AnnouncedRelay wire = mesh.relay("back", "server");
          JvmProcess server =
              JvmProcess.on(Jdks.require(17))
                  .options(mesh.agent("back", "server").options())
                  .start(ClassPath.with(LIBRARIES), GrpcKinds.class, List.of("0"));
          NodeProxyProcess proxy =
              mesh.nodeProxy(
                  "front",
                  "client",
                  "{}",
                  List.of(
                      "{outbound: '127.0.0.1:0', to: 'server.back:%d', protocol: grpc}"
                          .formatted(wire.relay().port())))) {
        wire.relay().forwardTo(server.awaitPort());

        assertJudged(call(proxy.ports().get(0)));

        assertThat(wire.relay().flows()).allMatch(flow -> flow.toServer().startsWithTlsHandshake());
        assertThat(wire.relay().sawInTheClear(MARKER)).isFalse();
        assertThat(proxy.process().stderr()).isEmpty();
        assertThat(proxy.process().stdout()).doesNotContain("LEAK", "event=fault");
      }
    }
  }

  private Ended call(int port) {
    return ProgramProcess.run(List.of(go.executable("client"), "127.0.0.1:" + port));
  }

  private static void assertJudged(Ended client) {
    String denied = "Closed PermissionDenied RBAC: access denied: explicit-deny by back/rule[0]";
    assertThat(client.exit()).as(client::stderr).isZero();
    assertThat(client.stdout().lines())
        .containsExactly(
            "Open saw 5",
            denied,
            denied,
            "Open saw 3000000",
            "Many " + MARKER + " 0," + MARKER + " 1," + MARKER + " 2," + MARKER + " 3," + MARKER
                + " 4",
            "Sum saw 1000000",
            "Echo one,two,three",
            denied);
  }
}

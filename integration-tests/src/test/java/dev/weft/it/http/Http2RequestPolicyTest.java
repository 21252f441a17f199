package dev.weft.it.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JettyRelease;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TomcatRelease;
import dev.weft.it.harness.UndertowRelease;
import dev.weft.it.programs.HttpClientAsking;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of one HTTP/2 connection, each judged by itself. */
class Http2RequestPolicyTest {
  private static final String RULE =
      """
      {"action":"DENY","rules":[{"from":[{"source":{"principals":["*/ns/front/sa/client"]}}],
       "to":[{"operation":{"paths":["/closed"]}}]}]}
      """;

  private static final String DENIED =
      "answer HTTP_2 403 RBAC: access denied: explicit-deny by back/rule[0]";
  private static final String IDENTITY =
      "By=spiffe://weft.local/ns/back/sa/server;URI=spiffe://weft.local/ns/front/sa/client ";

  private static final Map<String, Function<List<String>, JvmProcess>> SERVERS =
      Map.of(
          "Tomcat 9", it -> TomcatRelease.V9.start(Jdks.require(17), it, "HTTP/1.1"),
          "Tomcat 10", it -> TomcatRelease.V10.start(Jdks.require(17), it, "HTTP/1.1"),
          "Tomcat 11", it -> TomcatRelease.V11.start(Jdks.require(17), it, "HTTP/1.1"),
          "Jetty 9.4", it -> EarlierJettyRelease.V9_4.start(Jdks.require(17), it),
          "Jetty 10.0", it -> EarlierJettyRelease.V10.start(Jdks.require(17), it),
          "Jetty 12.0", it -> JettyRelease.V12_0.start(Jdks.require(17), it, "jetty"),
          "Jetty 12.1", it -> JettyRelease.V12_1.start(Jdks.require(25), it, "jetty"),
          "Undertow 2.1", it -> UndertowRelease.V2_1.start(Jdks.require(17), it),
          "Undertow 2.4", it -> UndertowRelease.V2_4.start(Jdks.require(25), it));

  static Set<String> servers() {
    return SERVERS.keySet();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void streams_ofOneConnection_eachIsJudgedByItsPeer(String name, @TempDir Path folder)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin().authorize("back", "rule", RULE);
      try (JvmProcess server =
          requireNonNull(SERVERS.get(name))
              .apply(mesh.agent("back", "server", "http.forward.identity=on").options())) {
        int port = server.awaitPort();
        JvmProcess client =
            JvmProcess.on(Jdks.require(25))
                .options(mesh.agent("front", "client").options())
                .start(
                    ClassPath.with(List.of()),
                    HttpClientAsking.class,
                    List.of("" + port, "/open", "/closed", "/open", "/closed", "/a/../closed"));

        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout().lines())
            .satisfiesExactly(
                one ->
                    assertThat(one)
                        .startsWith("answer HTTP_2 200 saw GET [/open] client-cert=" + IDENTITY),
                two -> assertThat(two).isEqualTo(DENIED),
                three -> assertThat(three).startsWith("answer HTTP_2 200 saw GET [/open]"),
                four -> assertThat(four).isEqualTo(DENIED),
                five -> assertThat(five).isEqualTo(DENIED));
        assertThat(server.stderr()).isEmpty();
      }
    }
  }
}

package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TomcatRelease;
import dev.weft.it.programs.HttpClientAsking;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(TomcatRelease.class)
  void streams_ofOneConnection_eachIsJudgedByItsPeer(TomcatRelease tomcat, @TempDir Path folder)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin().authorize("back", "rule", RULE);
      try (JvmProcess server =
          tomcat.start(
              Jdks.require(17),
              mesh.agent("back", "server", "http.forward.identity=on").options(),
              "HTTP/1.1")) {
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

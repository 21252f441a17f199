package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TokenIssuer;
import dev.weft.it.programs.HttpServerSeeing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an issuer whose keys the policy does not hold: the agent fetches them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuerByUrlTest {
  private TestMesh mesh;
  private TestMesh.AgentFlag agent;
  private JvmProcess server;
  private RawHttpControl client;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin()
        .authorize(
            "back",
            "rule",
            "{\"action\":\"ALLOW\",\"rules\":[{\"when\":[{\"key\":\"request.auth.claims[sub]\","
                + "\"values\":[\"ann\"]}]}]}");
    agent = mesh.agent("back", "server");
    server =
        JvmProcess.on(Jdks.require(17))
            .options(agent.options())
            .start(ClassPath.with(List.of()), HttpServerSeeing.class, List.of("0"));
    server.awaitPort();
    client = RawHttpControl.start(Jdks.require(17), mesh.agent("front", "client").options());
  }

  @AfterAll
  void stop() {
    assertThat(server.stderr()).isEmpty();
    client.close();
    server.close();
    mesh.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys by URL", "keys where the issuer says"})
  void request_tokenOfTheIssuer_isTakenAndOthersAreNot(String where) throws Exception {
    try (TokenIssuer issuer = TokenIssuer.start();
        TokenIssuer forger = TokenIssuer.start()) {
      String uri = where.equals("keys by URL") ? issuer.url() + "/keys" : "";
      mesh.admin().trustIssuer("back", "issuer", issuer.url(), uri);

      await(issuer.token("ann"), "200 saw GET");

      assertThat(send(issuer.token("bob"))).startsWith("403 ");
      assertThat(send(forger.token("ann"))).startsWith("401 ");
      String token = issuer.token("ann");
      String otherSignature = forger.token("ann").substring(forger.token("ann").lastIndexOf('.'));
      assertThat(send(token.substring(0, token.lastIndexOf('.')) + otherSignature))
          .startsWith("401 ");
      assertThat(issuer.asked()).isBetween(1, 4);
      assertThat(forger.asked()).isZero();

      // A key that nobody knows makes the keys be fetched anew, at once for the first one.
      issuer.rotate();
      await(issuer.token("ann"), "200 saw GET");
    } finally {
      mesh.admin().distrustIssuer("back", "issuer");
    }
  }

  @Test
  void request_issuerThatDoesNotAnswer_isRefusedAndReported() throws Exception {
    TokenIssuer gone = TokenIssuer.start();
    gone.close();
    try {
      mesh.admin().trustIssuer("back", "issuer", gone.url(), gone.url() + "/keys");

      await(gone.token("ann"), "401 ");

      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(agent.lines())
                      .anyMatch(it -> it.contains("keys.not.fetched") && it.contains(gone.url())));
    } finally {
      mesh.admin().distrustIssuer("back", "issuer");
    }
  }

  private void await(String token, String text) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE.plus(Duration.ofSeconds(30)))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(send(token)).contains(text));
  }

  private String send(String token) throws IOException {
    return client.send(
        server.awaitPort(),
        "GET /open HTTP/1.1\r\nHost: a.test\r\nAuthorization: Bearer " + token + "\r\n\r\n");
  }
}

package dev.weft.server.access.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonObject;
import dev.weft.server.access.Grants;
import dev.weft.server.access.Role;
import dev.weft.server.access.Scope;
import dev.weft.server.access.TestCa;
import dev.weft.server.access.TestJson;
import dev.weft.server.audit.AuditRecord;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleGateTest {
  private static final Grants EDITOR = Grants.of(Role.EDITOR, Scope.of(Set.of("shop")));
  private static final GeneralName SPIFFE =
      new GeneralName(
          GeneralName.uniformResourceIdentifier, "spiffe://weft.local/ns/shop/sa/orders");

  @TempDir Path temp;
  private GateServer server;

  @BeforeEach
  void start() throws Exception {
    server = new GateServer(temp, Optional.empty(), 0);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private String mint(String id) {
    return server.tokens.mint(id, EDITOR, server.now().plusSeconds(3600));
  }

  private static void assertRefused(HttpResponse<String> answer, int code, String why) {
    assertThat(answer.body()).contains(why);
    assertThat(answer.statusCode()).isEqualTo(code);
    assertThat(GateClient.json(answer).string("kind")).isEqualTo("Status");
  }

  private static void assertIs(HttpResponse<String> answer, String name) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(GateClient.json(answer).string("name")).isEqualTo(name);
  }

  @Test
  void decide_tokens_sayWhoCalls() throws Exception {
    assertIs(server.client().get("/who", "Bearer " + server.tokens.mintAdmin()), "admin");
    assertIs(server.client().get("/who", "Bearer " + mint("ci")), "token:ci");
    assertIs(server.client().get("/who", "bearer  " + mint("ci2")), "token:ci2");
  }

  @Test
  void decide_noOrBadCredential_is401() throws Exception {
    String good = "Bearer " + mint("ci");
    GateClient client = server.client();

    assertRefused(client.get("/who"), 401, "missing");
    assertRefused(client.get("/who", "Bearer"), 401, "malformed");
    assertRefused(client.get("/who", "Bearer  "), 401, "m");
    assertRefused(client.get("/who", "Basic YWRtaW46YWRtaW4="), 401, "malformed");
    assertRefused(client.get("/who", good.substring("Bearer ".length())), 401, "malformed");
    assertRefused(client.get("/who", good, good), 401, "malformed");
    assertRefused(client.get("/who", good, "Bearer x"), 401, "malformed");
    assertRefused(client.get("/who", good + ", " + good), 401, "malformed");
    assertRefused(client.get("/who", good + "x"), 401, "malformed");
    assertRefused(client.get("/who", "Bearer eyJhbGciOiJub25lIn0.e30."), 401, "malformed");
    assertThat(client.get("/who").headers().firstValue("www-authenticate"))
        .hasValue("Bearer realm=\"weft\"");
  }

  @Test
  void decide_deletedToken_isRefusedAtOnceOnTheSameConnection() throws Exception {
    String good = "Bearer " + mint("ci");
    GateClient client = server.client();
    assertIs(client.get("/who", good), "token:ci");

    server.tokens.delete("ci");

    assertRefused(client.get("/who", good), 401, "not known");
  }

  @Test
  void decide_refusal_isRecordedWithoutTheToken() throws Exception {
    String forged = "weft-admin-v1." + "A".repeat(43);
    server.client().get("/who?secret=1", "Bearer " + forged);

    assertThat(server.refusals)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.actor()).isEqualTo("anonymous");
              assertThat(it.subject()).isEqualTo("GET /who");
              assertThat(it.detail()).contains("127.0.0.1", "not known");
              assertThat(it.toString()).doesNotContain("AAAA", "secret");
            });
  }

  @Test
  void decide_clientCertificate_namesThePersonAndTheirGroups() throws Exception {
    GateClient jane = server.client(server.people.issue("CN=jane,O=platform,O=ops"));

    HttpResponse<String> answer = jane.get("/who");

    assertIs(answer, "cert:jane");
    assertThat(GateClient.json(answer))
        .isEqualTo(
            TestJson.object(
                "{'name':'cert:jane','groups':['cert:platform','cert:ops'],'grants':2}"));
  }

  @Test
  void decide_resumedTlsSession_isStillThatPerson() throws Exception {
    GateClient jane = server.client(server.people.issue("CN=jane"));
    GateClient workload = server.client(server.mesh.issue("", SPIFFE));
    for (int i = 0; i < 3; i++) {
      assertIs(jane.reconnect().get("/who"), "cert:jane");
      assertRefused(workload.reconnect().get("/who"), 403, "a workload's");
      assertIs(workload.get("/mesh"), "spiffe://weft.local/ns/shop/sa/orders");
    }
  }

  @Test
  void decide_certificateAndToken_theCertificateCounts() throws Exception {
    GateClient jane = server.client(server.people.issue("CN=jane"));

    assertIs(jane.get("/who", "Bearer " + server.tokens.mintAdmin()), "cert:jane");
    assertIs(jane.get("/who", "Bearer wrong"), "cert:jane");
  }

  @Test
  void decide_workloadCertificate_isRefusedWhateverItSays() throws Exception {
    String admin = "Bearer " + server.tokens.mintAdmin();
    GateClient plain = server.client(server.mesh.issue("", SPIFFE));
    GateClient posing = server.client(server.mesh.issue("CN=jane,O=platform"));

    assertRefused(plain.get("/who"), 403, "a workload's");
    assertRefused(plain.get("/who", admin), 403, "a workload's");
    assertRefused(posing.get("/who"), 403, "a workload's");
    assertIs(plain.get("/mesh"), "spiffe://weft.local/ns/shop/sa/orders");
  }

  @Test
  void decide_personsCertificateWithASpiffeId_isNoWorkload() throws Exception {
    GateClient posing = server.client(server.people.issue("CN=jane", SPIFFE));

    assertRefused(posing.get("/mesh"), 401, "a person's");
    assertIs(posing.get("/who"), "cert:jane");
  }

  @Test
  void decide_certificateOfAnotherCa_failsInTheHandshake() throws Exception {
    TestCa other = TestCa.root("CN=people");

    assertThatThrownBy(() -> server.client(other.issue("CN=jane")).get("/who"))
        .isInstanceOf(java.io.IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"O=platform", "CN=jane,CN=root", "CN=\\ ,O=platform", ""})
  void decide_certificateWithoutExactlyOneName_is401(String subject) throws Exception {
    TestCa.Identity identity =
        server.people.issue(subject, new GeneralName(GeneralName.rfc822Name, "j@shop.example"));

    assertRefused(server.client(identity).get("/who"), 401, "client certificate");
  }

  @Test
  void decide_certificateThatEndsDuringTheConnection_is401() throws Exception {
    GateClient jane = server.client(server.people.issue("CN=jane"));
    assertIs(jane.get("/who"), "cert:jane");

    server.turnClock(Duration.ofMinutes(61));

    assertRefused(jane.get("/who"), 401, "expired");
  }

  @Test
  void authorizer_attemptBeyondTheGrants_is403InTheWordsOfKubernetesAndRecorded() throws Exception {
    String ci = "Bearer " + mint("ci");
    GateClient client = server.client();
    assertIs(client.get("/policies/shop", ci), "token:ci");

    assertRefused(
        client.get("/policies/back", ci),
        403,
        "User \\\"token:ci\\\" cannot list resource \\\"authorizationpolicies\\\" in API group"
            + " \\\"security.istio.io\\\" in the namespace \\\"back\\\"");
    assertThat(server.refusals)
        .extracting(AuditRecord::actor, AuditRecord::action)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("token:ci", "authorization.refuse"));
  }

  @Test
  void decide_manyFailures_are429AndNotRecordedButAGoodTokenPasses() throws Exception {
    GateClient client = server.client();
    String good = "Bearer " + mint("ci");
    int limited = 0;
    HttpResponse<String> last = client.get("/who", "Bearer x");
    for (int i = 0; i < 300 && limited == 0; i++) {
      last = client.get("/who", "Bearer x");
      limited += last.statusCode() == 429 ? 1 : 0;
    }

    assertThat(limited).isEqualTo(1);
    assertThat(last.headers().firstValue("retry-after")).hasValue("1");
    JsonObject status = GateClient.json(last);
    assertThat(status.string("reason")).isEqualTo("TooManyRequests");
    assertThat(status.object("details")).isEqualTo(TestJson.object("{'retryAfterSeconds':1}"));
    assertIs(client.get("/who", good), "token:ci");
    assertThat(server.refusals).hasSizeLessThan(300);
  }
}

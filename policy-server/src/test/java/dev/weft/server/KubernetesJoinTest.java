package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonObject;
import dev.weft.server.kubernetes.TestCluster;
import dev.weft.server.kubernetes.TestCluster.IssuerKey;
import dev.weft.server.settings.KubernetesSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joining with the token of a service account, over the wire. */
class KubernetesJoinTest {
  private static IssuerKey key;

  @TempDir private static Path temp;
  private static Path keys;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    key = IssuerKey.ec("k1");
    keys = Files.writeString(temp.resolve("jwks.json"), TestCluster.jwks(key));
    server = TestServer.start(temp.resolve("data"), settings(keys));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static KubernetesSettings settings(Path keys) {
    return new KubernetesSettings(
        Optional.of(
            new KubernetesSettings.Attestation(
                TestCluster.ISSUER, "weft", new KubernetesSettings.Keys.File(keys))),
        Optional.empty(),
        Set.of());
  }

  private static Answer join(String token, String csr) throws Exception {
    return server
        .anonymous()
        .with("Authorization", "Bearer " + token)
        .post("/mesh/v1/svid", Svid.csrBody(csr));
  }

  private static String token() throws Exception {
    return key.sign(TestCluster.claims(Instant.now()));
  }

  private static List<JsonObject> audit(String action) throws Exception {
    server.writeRefusals();
    List<JsonObject> specs = new ArrayList<>();
    server
        .admin()
        .get("/apis/weft.dev/v1/auditevents?action=" + action)
        .array("items")
        .values()
        .forEach(it -> specs.add(((JsonObject) it).object("spec")));
    return specs;
  }

  @Test
  void join_withTokenOfAPod_givesItsServiceAccountAndIsRecorded() throws Exception {
    String token = token();
    JsonObject answer = join(token, Csr.of(Svid.newKeys()).pem()).require(200);

    assertThat(answer.string("spiffeId")).isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
    JsonObject record = audit("svid.issue").get(0);
    assertThat(record.string("actor")).isEqualTo("pod:shop/orders-7d9f");
    assertThat(record.string("subject")).isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
    assertThat(record.string("detail"))
        .contains("pod shop/orders-7d9f (5a1c3c1e-bbbb", "on node worker-1 (5a1c3c1e-cccc")
        .doesNotContain(token.substring(token.lastIndexOf('.') + 1));
  }

  @Test
  void join_again_isGivenAgain() throws Exception {
    String token = token();
    String csr = Csr.of(Svid.newKeys()).pem();

    assertThat(join(token, csr).code()).isEqualTo(200);
    assertThat(join(token, csr).code()).isEqualTo(200);
  }

  @Test
  void join_forAnotherIdentity_isForbiddenAndRecordedWithPodAndNode() throws Exception {
    String csr = Csr.of(Svid.newKeys()).uri("spiffe://weft.local/ns/shop/sa/bank").pem();

    assertThat(join(token(), csr).code()).isEqualTo(403);

    JsonObject record = audit("svid.refuse").get(0);
    assertThat(record.string("actor")).isEqualTo("pod:shop/orders-7d9f");
    assertThat(record.string("detail"))
        .contains("from 127.0.0.1: csr: asks for", "pod shop/orders-7d9f (", "on node worker-1 (");
  }

  @Test
  void join_intoTheMeshsOwnNamespace_isForbidden() throws Exception {
    String token = key.sign(TestCluster.claims("weft-system", "policy-server", Instant.now()));

    Answer answer = join(token, Csr.of(Svid.newKeys()).pem());

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.message()).contains("weft-system");
  }

  @Test
  void join_withForgedToken_isRefusedAndRecordedWithoutTheToken() throws Exception {
    String forged = IssuerKey.ec("k1").sign(TestCluster.claims(Instant.now()));

    Answer answer = join(forged, Csr.of(Svid.newKeys()).pem());

    assertThat(answer.code()).isEqualTo(401);
    assertThat(answer.message()).isEqualTo("kubernetes token: signature: not the issuer's");
    JsonObject record = audit("svid.refuse").get(0);
    assertThat(record.string("actor")).isEqualTo("anonymous");
    assertThat(record.string("detail")).contains("signature: not the issuer's");
  }

  @Test
  void join_withTokenOfAWithdrawnKey_isRefusedAtOnce() throws Exception {
    String token = token();
    assertThat(join(token, Csr.of(Svid.newKeys()).pem()).code()).isEqualTo(200);

    Files.writeString(keys, TestCluster.jwks(IssuerKey.ec("k2")));
    int code = join(token, Csr.of(Svid.newKeys()).pem()).code();
    Files.writeString(keys, TestCluster.jwks(key));

    assertThat(code).isEqualTo(401);
    assertThat(join(token, Csr.of(Svid.newKeys()).pem()).code()).isEqualTo(200);
  }

  @Test
  void join_withJoinToken_isStillGiven() throws Exception {
    assertThat(join(server.mint("shop", "orders", 1), Csr.of(Svid.newKeys()).pem()).require(200))
        .isNotNull();
    assertThat(join("nonsense", Csr.of(Svid.newKeys()).pem()).code()).isEqualTo(401);
  }

  @Test
  void join_withoutACluster_isRefused() throws Exception {
    try (TestServer plain = TestServer.start(temp.resolve("plain"))) {
      Answer answer =
          plain
              .anonymous()
              .with("Authorization", "Bearer " + token())
              .post("/mesh/v1/svid", Svid.csrBody(Csr.of(Svid.newKeys()).pem()));

      assertThat(answer.code()).isEqualTo(401);
    }
  }

  @Test
  void people_withTokenOfAPod_areNotKnown() throws Exception {
    Client pod = server.anonymous().with("Authorization", "Bearer " + token());

    assertThat(pod.get("/apis/weft.dev/v1/namespaces/shop/jointokens").code()).isEqualTo(401);
  }

  @Test
  void start_keyFileMissing_isAnError() {
    assertThatThrownBy(
            () -> TestServer.start(temp.resolve("other"), settings(temp.resolve("missing"))))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("missing");
  }
}

package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.it.harness.Admin;
import dev.weft.it.harness.Answer;
import dev.weft.it.harness.PolicyServerProcess;
import dev.weft.it.harness.TestCa;
import dev.weft.it.harness.TestWorkload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input to the policy server's jar: a clear error, and nothing is changed. */
class BadInputTest {
  private static final String COLLECTION = Admin.authorizationPolicies("shop");
  private static final String VALID_SPEC = "{\"action\":\"DENY\",\"rules\":[{}]}";

  @TempDir private static Path folder;
  private static PolicyServerProcess server;
  private static Admin admin;

  @BeforeAll
  static void start() {
    server = PolicyServerProcess.start(folder.resolve("data"), Map.of());
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json | {\"apiVersion\":",
        "application/json | [1,2]",
        "application/json | {\"kind\":\"A\",\"kind\":\"B\"}",
        "application/yaml | apiVersion: [unclosed",
        "application/yaml | a: &x 1",
      })
  void create_malformedBody_is400(String type, String body) throws IOException {
    refused(400, admin.calls().send("POST", COLLECTION, type, body));
  }

  @Test
  void create_unknownField_isRefusedWithItsPath() throws IOException {
    String spec = "{\"action\":\"DENY\",\"rules\":[{\"form\":[{\"source\":{}}]}]}";
    Answer answer =
        admin.calls().send("POST", COLLECTION, Admin.authorizationPolicy("shop", "typo", spec));

    refused(422, answer);
    assertThat(answer.text()).contains("spec.rules[0].form");
  }

  @Test
  void create_unknownValue_isRefusedWithItsPath() throws IOException {
    Answer answer =
        admin
            .calls()
            .send(
                "POST",
                COLLECTION,
                Admin.authorizationPolicy("shop", "typo", "{\"action\":\"DENNY\"}"));

    refused(422, answer);
    assertThat(answer.text()).contains("spec.action");
  }

  @Test
  void create_otherKindThanThePath_is400() throws IOException {
    String body =
        Admin.authorizationPolicy("shop", "x", VALID_SPEC)
            .replace("AuthorizationPolicy", "VirtualService");

    refused(400, admin.calls().send("POST", COLLECTION, body));
  }

  @Test
  void create_unknownCollection_is404() throws IOException {
    String path = "/apis/security.istio.io/v1/namespaces/shop/gateways";

    refused(404, admin.calls().send("POST", path, "{}"));
  }

  @Test
  void create_otherNamespaceThanThePath_is400() throws IOException {
    refused(
        400,
        admin
            .calls()
            .send("POST", COLLECTION, Admin.authorizationPolicy("other", "x", VALID_SPEC)));
  }

  @Test
  void create_bodyTooLarge_is413() throws IOException {
    String body = Admin.authorizationPolicy("shop", "x", VALID_SPEC) + " ".repeat(8 << 20);

    refused(413, admin.calls().send("POST", COLLECTION, body));
  }

  @Test
  void update_staleResourceVersion_is409AndKeepsTheNewer() throws IOException {
    String path = COLLECTION + "/versioned";
    String body = Admin.authorizationPolicy("shop", "versioned", VALID_SPEC);
    String first = admin.calls().send("POST", COLLECTION, body).ok().resourceVersion();
    Answer second =
        admin.calls().send("PUT", path, withVersion(body.replace("DENY", "ALLOW"), first)).ok();

    Answer stale = admin.calls().send("PUT", path, withVersion(body, first));

    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body().string("kind")).isEqualTo("Status");
    Answer kept = admin.calls().send("GET", path).ok();
    assertThat(kept.resourceVersion()).isEqualTo(second.resourceVersion());
    assertThat(kept.body().object("spec").string("action")).isEqualTo("ALLOW");
    admin.unauthorize("shop", "versioned");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "weft-join-v1.a.b.c"})
  void everything_noOrWrongToken_is401(String token) throws IOException {
    String body = Admin.authorizationPolicy("shop", "x", VALID_SPEC);

    refused(
        401,
        server
            .calls(server.nobody())
            .as(token.isEmpty() ? null : token)
            .send("POST", COLLECTION, body));
  }

  @Test
  void resources_askedForByAWorkload_areRefused() throws Exception {
    try (TestWorkload workload =
        TestWorkload.join(server, admin.joinToken("shop", "orders", "10m", 1))) {
      Answer answer = workload.calls().send("GET", COLLECTION);

      assertThat(answer.status()).isIn(401, 403);
      assertThat(answer.body().string("kind")).isEqualTo("Status");
    }
  }

  @Test
  void join_spentToken_is401() throws Exception {
    String token = admin.joinToken("shop", "orders", "10m", 1);
    TestWorkload.join(server, token).close();

    Answer answer = join(token, TestWorkload.certificateRequest(TestCa.newKeys()));

    status(401, answer);
    assertThat(answer.text()).contains("spent");
  }

  @Test
  void join_expiredToken_is401() throws IOException {
    String token = admin.joinToken("shop", "orders", "1s", 1000);
    String request = TestWorkload.certificateRequest(TestCa.newKeys());

    Answer answer =
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> join(token, request), it -> it.status() != 200);

    status(401, answer);
    assertThat(answer.text()).contains("expired");
  }

  @Test
  void join_requestForAnotherIdentity_is403AndConsumesNothing() throws Exception {
    String token = admin.joinToken("shop", "orders", "10m", 1);

    Answer other =
        join(
            token,
            TestWorkload.certificateRequest(
                TestCa.newKeys(), "spiffe://weft.local/ns/shop/sa/admin"));
    status(403, other);
    TestWorkload.join(server, token).close();
  }

  @Test
  void join_requestNoPem_isRefusedAndConsumesNothing() throws Exception {
    String token = admin.joinToken("shop", "orders", "10m", 1);

    assertThat(join(token, "no PEM").status()).isIn(400, 422);
    TestWorkload.join(server, token).close();
  }

  @Test
  void renew_requestForAnotherIdentity_is403() throws Exception {
    try (TestWorkload workload =
        TestWorkload.join(server, admin.joinToken("shop", "orders", "10m", 1))) {
      String body =
          TestWorkload.requestBody(
              TestWorkload.certificateRequest(
                  TestCa.newKeys(), "spiffe://weft.local/ns/shop/sa/admin"));

      status(403, workload.calls().send("POST", "/mesh/v1/svid", body));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mesh/v1/config", "/mesh/v1/directory?address=127.0.0.1&port=80&host=h"})
  void mesh_withoutSvid_isRefused(String path) throws IOException {
    assertThat(server.calls(server.nobody()).send("GET", path).status()).isIn(401, 403);
  }

  private static Answer join(String token, String request) throws IOException {
    return server
        .calls(server.nobody())
        .as(token)
        .send("POST", "/mesh/v1/svid", TestWorkload.requestBody(request));
  }

  private static String withVersion(String body, String version) {
    return body.replace("\"metadata\":{", "\"metadata\":{\"resourceVersion\":\"" + version + "\",");
  }

  /** Refused with that status, and no policy is there. */
  private static void refused(int status, Answer answer) throws IOException {
    status(status, answer);
    assertThat(admin.calls().send("GET", COLLECTION).ok().body().array("items").values()).isEmpty();
  }

  private static void status(int status, Answer answer) {
    assertThat(answer.status()).as(answer::text).isEqualTo(status);
    JsonObject body = answer.body();
    assertThat(body.string("kind")).isEqualTo("Status");
    assertThat(body.string("status")).isEqualTo("Failure");
    assertThat(body.string("message")).isNotEmpty();
  }
}

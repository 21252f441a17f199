package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with resources; the same on every store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ResourcesOverTheWire {
  private static final String ROOT = "/apis/security.istio.io/v1";
  private static final String SHOP = ROOT + "/namespaces/shop/authorizationpolicies";

  private final TestServer server;
  private Client admin;

  ResourcesOverTheWire(TestStore store, Path temp) throws Exception {
    server = TestServer.start(temp.resolve("data"), store);
    admin = server.admin();
  }

  @AfterEach
  void empty() throws Exception {
    for (JsonValue item : admin.get(ROOT + "/authorizationpolicies").array("items").values()) {
      String name = ((JsonObject) item).object("metadata").string("name");
      admin.delete(SHOP + "/" + name).require(200);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static String policy(String name, String principal) {
    return policy("{\"name\":\"" + name + "\"}", principal, "");
  }

  private static String policy(String metadata, String principal, String more) {
    return "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
        + "\"metadata\":"
        + metadata
        + ",\"spec\":{\"rules\":[{\"from\":[{\"source\":{\"principals\":[\""
        + principal
        + "\"]}}]}]"
        + more
        + "}}";
  }

  private static String version(JsonObject resource) {
    return String.valueOf(resource.object("metadata").string("resourceVersion"));
  }

  private void assertNothingStored() throws Exception {
    assertThat(admin.get(ROOT + "/authorizationpolicies").array("items").values()).isEmpty();
  }

  @Test
  void create_thenGetAndList_showsTheResource() throws Exception {
    JsonObject made = admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);

    assertThat(admin.get(SHOP + "/p1").require(200)).isEqualTo(made);
    assertThat(admin.get(SHOP).array("items").values()).containsExactly(made);
    assertThat(admin.get(ROOT + "/authorizationpolicies").array("items").values())
        .containsExactly(made);
    assertThat(made.object("metadata").members())
        .containsKeys("uid", "resourceVersion", "generation", "creationTimestamp", "namespace");
  }

  @Test
  void create_yaml_isReadLikeJson() throws Exception {
    String yaml =
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata:
          name: strict
          namespace: shop
        spec:
          mtls:
            mode: STRICT
        """;
    String path = ROOT + "/namespaces/shop/peerauthentications";

    JsonObject made = admin.send("POST", path, "application/yaml", yaml).require(201);

    assertThat(made.object("spec").object("mtls").string("mode")).isEqualTo("STRICT");
    assertThat(admin.send("PUT", path + "/strict", "text/yaml", yaml).code()).isEqualTo(200);
  }

  /** As {@code curl --data-binary @review.yaml} sends it. */
  @Test
  void accessReview_asYaml_isAnswered() throws Exception {
    String review =
        """
        apiVersion: weft.dev/v1
        kind: AccessReview
        spec:
          workload: {namespace: shop, labels: {app: orders}}
          request:
            principal: cluster.local/ns/front/sa/storefront
            port: 8080
            method: GET
            path: /orders/4
        """;
    String path = "/apis/weft.dev/v1/accessreviews";

    JsonObject answer = admin.send("POST", path, "application/yaml", review).require(201);

    assertThat(answer.object("status").string("reason")).isEqualTo("no-allow-policy");
    Answer unknown = admin.send("POST", path, "application/yaml", review.replace("path", "pfad"));
    assertThat(unknown.code()).isEqualTo(422);
    assertThat(unknown.cause(0).string("field")).isEqualTo("spec.request.pfad");
    assertThat(unknown.json().object("details").string("kind")).isEqualTo("AccessReview");
  }

  @Test
  void create_twice_isRefused() throws Exception {
    admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);

    assertThat(admin.post(SHOP, policy("p1", "a/ns/b/sa/x")).code()).isEqualTo(409);
    assertThat(admin.get(SHOP + "/p1").text()).contains("sa/c").doesNotContain("sa/x");
  }

  @Test
  void replace_withCurrentVersion_isDone() throws Exception {
    JsonObject made = admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);
    String metadata = "{\"name\":\"p1\",\"resourceVersion\":\"" + version(made) + "\"}";

    JsonObject after = admin.put(SHOP + "/p1", policy(metadata, "a/ns/b/sa/d", "")).require(200);

    assertThat(Long.parseLong(version(after))).isGreaterThan(Long.parseLong(version(made)));
    assertThat(after.object("metadata").get("generation")).hasToString("JsonNumber[value=2]");
  }

  @Test
  void replace_withStaleVersion_isAConflictAndChangesNothing() throws Exception {
    JsonObject made = admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);
    JsonObject second = admin.put(SHOP + "/p1", policy("p1", "a/ns/b/sa/d")).require(200);
    String stale = "{\"name\":\"p1\",\"resourceVersion\":\"" + version(made) + "\"}";

    Answer refused = admin.put(SHOP + "/p1", policy(stale, "a/ns/b/sa/e", ""));

    assertThat(refused.code()).isEqualTo(409);
    assertThat(refused.json().string("reason")).isEqualTo("Conflict");
    assertThat(admin.get(SHOP + "/p1").require(200)).isEqualTo(second);
  }

  @Test
  void replace_byTwoAtOnceWithTheSameVersion_letsOneWin() throws Exception {
    JsonObject made = admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);
    String metadata = "{\"name\":\"p1\",\"resourceVersion\":\"" + version(made) + "\"}";
    Client other = server.admin();

    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> putCode(admin, policy(metadata, "a/ns/b/sa/d", "")));
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(() -> putCode(other, policy(metadata, "a/ns/b/sa/e", "")));

    assertThat(new int[] {first.get(), second.get()}).containsExactlyInAnyOrder(200, 409);
  }

  private static int putCode(Client client, String body) {
    try {
      return client.put(SHOP + "/p1", body).code();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void replace_withTheSameContent_keepsTheVersion() throws Exception {
    JsonObject made = admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);

    assertThat(admin.put(SHOP + "/p1", policy("p1", "a/ns/b/sa/c")).require(200)).isEqualTo(made);
  }

  @Test
  void replace_unknownName_isNotFound() throws Exception {
    assertThat(admin.put(SHOP + "/p1", policy("p1", "a/ns/b/sa/c")).code()).isEqualTo(404);
    assertNothingStored();
  }

  @Test
  void delete_existing_isGone() throws Exception {
    admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);

    assertThat(admin.delete(SHOP + "/p1").require(200).string("status")).isEqualTo("Success");
    assertThat(admin.get(SHOP + "/p1").code()).isEqualTo(404);
    assertThat(admin.delete(SHOP + "/p1").code()).isEqualTo(404);
  }

  @Test
  void delete_withStalePrecondition_isAConflict() throws Exception {
    admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);
    String options = "{\"preconditions\":{\"resourceVersion\":\"0\"}}";

    Answer answer = admin.send("DELETE", SHOP + "/p1", "application/json", options);

    assertThat(answer.code()).isEqualTo(409);
    assertThat(admin.get(SHOP + "/p1").code()).isEqualTo(200);
  }

  @Test
  void dryRun_ofEveryVerb_changesNothing() throws Exception {
    admin.post(SHOP + "?dryRun=All", policy("p1", "a/ns/b/sa/c")).require(201);
    assertNothingStored();

    JsonObject made = admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);
    admin.put(SHOP + "/p1?dryRun=All", policy("p1", "a/ns/b/sa/d")).require(200);
    admin.delete(SHOP + "/p1?dryRun=All").require(200);

    assertThat(admin.get(SHOP + "/p1").require(200)).isEqualTo(made);
    assertThat(admin.post(SHOP + "?dryRun=Some", policy("p2", "a/ns/b/sa/c")).code())
        .isEqualTo(400);
  }

  @Test
  void create_unknownFieldInSpec_isRefusedWithItsPath() throws Exception {
    Answer answer =
        admin.post(SHOP, policy("{\"name\":\"p1\"}", "a/ns/b/sa/c", ",\"acton\":\"DENY\""));

    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.cause(0).string("field")).isEqualTo("spec.acton");
    assertNothingStored();
  }

  /** As kubectl shows it: {@code The AuthorizationPolicy "p1" is invalid: spec.acton: …}. */
  @Test
  void create_invalid_namesTheResourceInItsDetails() throws Exception {
    String unknown = ",\"acton\":\"DENY\"";
    JsonObject made = admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);
    assertThat(made.string("kind")).isEqualTo("AuthorizationPolicy");
    for (Answer answer :
        List.of(
            admin.post(SHOP, policy("{\"name\":\"p1\"}", "a/ns/b/sa/c", unknown)),
            admin.put(SHOP + "/p1", policy("{\"name\":\"p1\"}", "a/ns/b/sa/c", unknown)),
            admin.post(SHOP, policy("{\"name\":\"p1\",\"x\":1}", "a/ns/b/sa/c", "")))) {
      JsonObject status = answer.require(422);
      assertThat(status.string("reason")).isEqualTo("Invalid");
      assertThat(status.string("message"))
          .startsWith("AuthorizationPolicy.security.istio.io \"p1\" is invalid: ");
      assertThat(status.object("details").without("causes"))
          .isEqualTo(
              JsonObject.builder()
                  .put("name", "p1")
                  .put("group", "security.istio.io")
                  .put("kind", "AuthorizationPolicy")
                  .build());
      assertThat(status.object("details").array("causes").values()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/yaml"})
  void create_textThatNoStoreKeeps_isRefusedWithItsPath(String type) throws Exception {
    String metadata = "{\"name\":\"p1\",\"annotations\":{\"a\":\"%s\"}}";
    for (String text : List.of("x\\u0000", "\\ud800", "\\udc00\\ud800")) {
      String body = policy(metadata.formatted(text), "a/ns/b/sa/c", "");

      Answer answer = admin.send("POST", SHOP, type, body);

      assertThat(answer.code()).isEqualTo(400);
      assertThat(answer.cause(0).string("field")).isEqualTo("metadata.annotations.a");
    }
    Answer name =
        admin.send(
            "POST",
            SHOP,
            type,
            policy("{\"name\":\"p1\",\"annotations\":{\"\\u0000\":\"\"}}", "a/ns/b/sa/c", ""));
    assertThat(name.code()).isEqualTo(400);
    assertThat(name.cause(0).string("field")).isEqualTo("metadata.annotations");
    assertNothingStored();
  }

  @Test
  void create_textOfAnyScript_isKept() throws Exception {
    String metadata =
        "{\"name\":\"p1\",\"annotations\":{\"a\":\"\\u0001 \\ud83d\\ude00 \\uffff\"}}";
    JsonObject made = admin.post(SHOP, policy(metadata, "a/ns/b/sa/c", "")).require(201);

    assertThat(made.object("metadata").object("annotations").string("a"))
        .isEqualTo("\u0001 \ud83d\ude00 \uffff");
    assertThat(admin.get(SHOP + "/p1").require(200)).isEqualTo(made);
  }

  @Test
  void create_unknownFieldInMetadata_isRefusedWithItsPath() throws Exception {
    Answer answer =
        admin.post(SHOP, policy("{\"name\":\"p1\",\"nmspace\":\"x\"}", "a/ns/b/sa/c", ""));

    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.cause(0).string("field")).isEqualTo("metadata.nmspace");
    assertNothingStored();
  }

  @Test
  void create_unknownValue_isRefused() throws Exception {
    Answer answer =
        admin.post(SHOP, policy("{\"name\":\"p1\"}", "a/ns/b/sa/c", ",\"action\":\"DENNY\""));

    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.cause(0).string("field")).isEqualTo("spec.action");
    assertNothingStored();
  }

  @Test
  void create_otherKindThanThePath_isRefused() throws Exception {
    String body = policy("p1", "a/ns/b/sa/c").replace("AuthorizationPolicy", "NetworkPolicy");

    assertThat(admin.post(SHOP, body).code()).isEqualTo(400);
    assertThat(admin.post(SHOP.replace("authorizationpolicies", "gateways"), body).code())
        .isEqualTo(404);
    assertNothingStored();
  }

  @Test
  void create_otherNamespaceThanThePath_isRefused() throws Exception {
    Answer answer =
        admin.post(SHOP, policy("{\"name\":\"p1\",\"namespace\":\"bank\"}", "a/ns/b/sa/c", ""));

    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.cause(0).string("field")).isEqualTo("metadata.namespace");
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"P1", "-p", "p_1", "p/1", "", "p..1"})
  void create_badName_isRefused(String name) throws Exception {
    assertThat(admin.post(SHOP, policy(name, "a/ns/b/sa/c")).code()).isEqualTo(422);
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"kind\":1}", "{\"a\":1,\"a\":2}", "nonsense", "{} {}"})
  void create_malformedJson_isRefused(String body) throws Exception {
    assertThat(admin.post(SHOP, body).code()).isEqualTo(400);
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [",
        "a: 1\na: 2\n",
        "- 1\n",
        "a: &x {b: 1}\nc: *x\n",
        "a: !!python/object 1\n",
        "a: 1\n---\nb: 2\n"
      })
  void create_malformedYaml_isRefused(String body) throws Exception {
    assertThat(admin.send("POST", SHOP, "application/yaml", body).code()).isEqualTo(400);
    assertNothingStored();
  }

  @Test
  void create_otherContentType_isRefused() throws Exception {
    Answer answer = admin.send("POST", SHOP, "text/plain", policy("p1", "a/ns/b/sa/c"));

    assertThat(answer.code()).isEqualTo(415);
    assertNothingStored();
  }

  @Test
  void head_ofAnything_answersAsGetAndChangesNothing() throws Exception {
    admin.post(SHOP, policy("kept", "a/ns/b/sa/c")).require(201);
    String before = version(admin.get(SHOP + "/kept").require(200));

    assertThat(admin.head(SHOP).code()).isEqualTo(200);
    assertThat(admin.head(SHOP + "?labelSelector=app").code()).isEqualTo(200);
    assertThat(admin.head(SHOP + "?watch=true&timeoutSeconds=1").code()).isEqualTo(200);
    assertThat(admin.head(ROOT + "/authorizationpolicies").code()).isEqualTo(200);
    assertThat(admin.head(SHOP + "/kept").code()).isEqualTo(200);
    assertThat(admin.head(SHOP + "/kept/status").code()).isEqualTo(200);
    assertThat(admin.head(SHOP + "/none").code()).isEqualTo(404);

    assertThat(version(admin.get(SHOP + "/kept").require(200))).isEqualTo(before);
  }

  @Test
  void create_answerInNoFormThatIsTaken_isRefusedAndNotMade() throws Exception {
    String path = "/apis/security.istio.io/v1/namespaces/shop/authorizationpolicies";
    String policy = PolicyWriters.policy("unanswerable", "v");

    for (String accept :
        List.of(
            "application/json;q=NaN",
            "image/png",
            "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")) {
      assertThat(admin.with("Accept", accept).post(path, policy).code()).isEqualTo(406);
    }

    assertThat(admin.get(path + "/unanswerable").code()).isEqualTo(404);
  }

  @Test
  void create_bodyTooLarge_isRefused() throws Exception {
    String body = policy("p1", "x".repeat(1024 * 1024));

    assertThat(admin.post(SHOP, body).code()).isEqualTo(413);
    assertNothingStored();
  }

  @Test
  void call_withoutToken_isUnauthorized() throws Exception {
    Answer answer = server.anonymous().post(SHOP, policy("p1", "a/ns/b/sa/c"));

    assertThat(answer.code()).isEqualTo(401);
    assertThat(answer.json().string("kind")).isEqualTo("Status");
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic YWRtaW46eA==", "wrong"})
  void call_withWrongToken_isUnauthorized(String authorization) throws Exception {
    Client client = server.anonymous().with("Authorization", authorization);

    assertThat(client.post(SHOP, policy("p1", "a/ns/b/sa/c")).code()).isEqualTo(401);
    assertNothingStored();
  }

  @Test
  void call_withAWorkloadsCertificate_isForbidden() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));

    assertThat(workload.get(SHOP).code()).isEqualTo(403);
    assertThat(
            workload
                .with("Authorization", "Bearer " + server.adminToken())
                .post(SHOP, policy("p1", "a/ns/b/sa/c"))
                .code())
        .isEqualTo(403);
    assertNothingStored();
  }

  @Test
  void list_withMalformedSelector_isRefusedRatherThanAnsweredWrongly() throws Exception {
    assertThat(admin.get(SHOP + "?labelSelector=a%3D%3D%3Db").code()).isEqualTo(400);
    assertThat(admin.get(SHOP + "?fieldSelector=spec.rules%3Db").code()).isEqualTo(400);
    assertThat(admin.get(SHOP + "?watch=perhaps").code()).isEqualTo(400);
  }

  @Test
  void call_unknownPathOrMethod_isAStatus() throws Exception {
    assertThat(admin.get("/nowhere").json().string("reason")).isEqualTo("NotFound");
    assertThat(admin.send("PATCH", SHOP, "application/json", "{}").code()).isEqualTo(405);
    assertThat(server.anonymous().get("/healthz").code()).isEqualTo(200);
    assertThat(server.anonymous().get("/readyz").code()).isEqualTo(200);
  }

  @Test
  void restart_keepsResourcesAndVersions() throws Exception {
    JsonObject made = admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);

    server.restart();

    admin = server.admin();
    assertThat(admin.get(SHOP + "/p1").require(200)).isEqualTo(made);
    JsonObject next = admin.post(SHOP, policy("p2", "a/ns/b/sa/c")).require(201);
    assertThat(Long.parseLong(version(next))).isGreaterThan(Long.parseLong(version(made)));
  }
}

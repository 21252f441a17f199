package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and that it changes nothing. */
abstract class RefusalsOverTheWire extends ResourcesFixture {
  RefusalsOverTheWire(TestStore store, Path temp) throws Exception {
    super(store, temp);
  }

  @Test
  void create_twice_isRefused() throws Exception {
    admin.post(SHOP, policy("p1", "a/ns/b/sa/c")).require(201);

    assertThat(admin.post(SHOP, policy("p1", "a/ns/b/sa/x")).code()).isEqualTo(409);
    assertThat(admin.get(SHOP + "/p1").text()).contains("sa/c").doesNotContain("sa/x");
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
}

package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a person writes and reads. */
abstract class ResourcesOverTheWire extends ResourcesFixture {
  ResourcesOverTheWire(TestStore store, Path temp) throws Exception {
    super(store, temp);
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
  void create_textOfAnyScript_isKept() throws Exception {
    String metadata =
        "{\"name\":\"p1\",\"annotations\":{\"a\":\"\\u0001 \\ud83d\\ude00 \\uffff\"}}";
    JsonObject made = admin.post(SHOP, policy(metadata, "a/ns/b/sa/c", "")).require(201);

    assertThat(made.object("metadata").object("annotations").string("a"))
        .isEqualTo("\u0001 \ud83d\ude00 \uffff");
    assertThat(admin.get(SHOP + "/p1").require(200)).isEqualTo(made);
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
    Answer notYet = admin.get(SHOP + "?resourceVersion=9999");
    assertThat(notYet.code()).isEqualTo(504);
    assertThat(notYet.text()).contains("Too large resource version: 9999");
    assertThat(admin.head(SHOP + "?resourceVersion=9999").code()).isEqualTo(504);

    assertThat(version(admin.get(SHOP + "/kept").require(200))).isEqualTo(before);
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

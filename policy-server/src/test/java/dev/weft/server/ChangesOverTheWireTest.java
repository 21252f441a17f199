package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists in pages, patches, the past: as a plain HTTP client has them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ChangesOverTheWireTest {
  private static final String SHOP =
      "/apis/security.istio.io/v1/namespaces/shop/authorizationpolicies";
  private static final String MERGE = "application/merge-patch+json";
  private static final String APPLY = "application/apply-patch+yaml";

  private TestServer server;
  private Client admin;

  @BeforeAll
  void start(@TempDir Path temp) throws Exception {
    server = TestServer.start(temp.resolve("data"));
    admin = server.admin();
  }

  @AfterEach
  void empty() throws Exception {
    admin.delete(SHOP).require(200);
    assertThat(names(admin.get(SHOP).require(200))).isEmpty();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static String policy(String metadata) {
    return "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
        + ("\"metadata\":{" + metadata + "},\"spec\":{\"rules\":[{}]}}");
  }

  private JsonObject make(String name) throws Exception {
    return admin.post(SHOP, policy("\"name\":\"" + name + "\"")).require(201);
  }

  private Answer patch(String type, String query, String body) throws Exception {
    return admin.send("PATCH", SHOP + "/p" + query, type, body);
  }

  private static List<String> names(JsonObject list) {
    List<String> names = new ArrayList<>();
    for (JsonValue item : list.array("items").values()) {
      names.add(String.valueOf(((JsonObject) item).object("metadata").string("name")));
    }
    return names;
  }

  private static String version(JsonObject resource) {
    return String.valueOf(resource.object("metadata").string("resourceVersion"));
  }

  @Test
  void list_inPages_isWhatItWasAtTheFirst() throws Exception {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      make(name);
    }
    JsonObject page = admin.get(SHOP + "?limit=2").require(200);
    List<String> seen = new ArrayList<>(names(page));
    String at = version(page);
    make("bb");
    admin.delete(SHOP + "/d").require(200);

    String more = page.object("metadata").string("continue");
    while (more != null && !more.isEmpty()) {
      page = admin.get(SHOP + "?limit=2&continue=" + more).require(200);
      assertThat(version(page)).isEqualTo(at);
      seen.addAll(names(page));
      more = page.object("metadata").string("continue");
    }

    assertThat(seen).containsExactly("a", "b", "c", "d", "e");
    assertThat(admin.get(SHOP + "?limit=2&continue=garbled").code()).isEqualTo(400);
  }

  @Test
  void create_generateName_makesNamesOfIts() throws Exception {
    String first =
        admin
            .post(SHOP, policy("\"generateName\":\"p-\""))
            .require(201)
            .object("metadata")
            .string("name");
    String second =
        admin
            .post(SHOP, policy("\"generateName\":\"p-\""))
            .require(201)
            .object("metadata")
            .string("name");

    assertThat(first).startsWith("p-").hasSizeGreaterThan(2).isNotEqualTo(second);
  }

  @Test
  void create_askedToIgnoreUnknownFields_refusesThemAllTheSame() throws Exception {
    String body = policy("\"name\":\"p\"").replace("\"rules\"", "\"acton\":\"DENY\",\"rules\"");

    Answer answer = admin.post(SHOP + "?fieldValidation=Ignore", body);

    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.cause(0).string("field")).isEqualTo("spec.acton");
  }

  @Test
  void deleteCollection_bySelector_leavesTheOthers() throws Exception {
    admin.post(SHOP, policy("\"name\":\"p\",\"labels\":{\"tier\":\"gold\"}")).require(201);
    make("q");

    admin.delete(SHOP + "?labelSelector=tier%3Dgold&dryRun=All").require(200);
    assertThat(names(admin.get(SHOP).require(200))).containsExactly("p", "q");
    admin.delete(SHOP + "?labelSelector=tier%3Dgold").require(200);

    assertThat(names(admin.get(SHOP).require(200))).containsExactly("q");
  }

  @Test
  void patch_ofEachType_changesWhatItSays() throws Exception {
    make("p");
    patch(MERGE, "", "{\"spec\":{\"action\":\"DENY\"}}").require(200);
    String json =
        "[{\"op\":\"test\",\"path\":\"/spec/action\",\"value\":\"DENY\"},"
            + "{\"op\":\"replace\",\"path\":\"/spec/action\",\"value\":\"AUDIT\"}]";
    JsonObject after = patch("application/json-patch+json", "", json).require(200);
    assertThat(after.object("spec").string("action")).isEqualTo("AUDIT");

    assertThat(patch("application/json-patch+json", "", json).code()).isIn(409, 422);
    assertThat(patch("application/strategic-merge-patch+json", "", "{}").code()).isEqualTo(415);
    assertThat(admin.get(SHOP + "/p").require(200)).isEqualTo(after);
  }

  @Test
  void patch_withAStaleVersion_isAConflict() throws Exception {
    String stale = version(make("p"));
    JsonObject now = patch(MERGE, "", "{\"spec\":{\"action\":\"DENY\"}}").require(200);
    String late =
        "{\"metadata\":{\"resourceVersion\":\"" + stale + "\"},\"spec\":{\"action\":\"ALLOW\"}}";

    assertThat(patch(MERGE, "", late).code()).isEqualTo(409);
    assertThat(admin.get(SHOP + "/p").require(200)).isEqualTo(now);
  }

  @Test
  void apply_byTwo_asksBeforeItTakesAField() throws Exception {
    String mine = policy("\"name\":\"p\"").replace("\"rules\"", "\"action\":\"DENY\",\"rules\"");
    String theirs = mine.replace("DENY", "ALLOW");
    assertThat(patch(APPLY, "", mine).code()).as("no fieldManager").isIn(400, 422);
    patch(APPLY, "?fieldManager=a&dryRun=All", mine).require(201);
    assertThat(admin.get(SHOP + "/p").code()).isEqualTo(404);
    JsonObject made = patch(APPLY, "?fieldManager=a", mine).require(201);
    assertThat(made.object("metadata").array("managedFields").values()).hasSize(1);

    Answer refused = patch(APPLY, "?fieldManager=b", theirs);
    assertThat(refused.code()).isEqualTo(409);
    assertThat(refused.text()).contains(".spec.action").contains("\\\"a\\\"");
    JsonObject forced = patch(APPLY, "?fieldManager=b&force=true", theirs).require(200);

    assertThat(forced.object("spec").string("action")).isEqualTo("ALLOW");
    assertThat(forced.object("metadata").array("managedFields").values()).hasSize(2);
  }

  @Test
  void rollback_ofADeletedResource_bringsItBack() throws Exception {
    String revision = version(make("p"));
    admin.delete(SHOP + "/p").require(200);
    String body = "{\"spec\":{\"revision\":" + revision + "}}";
    admin.post(SHOP + "/p/rollback?dryRun=All", body);
    assertThat(admin.get(SHOP + "/p").code()).isEqualTo(404);

    Answer back = admin.post(SHOP + "/p/rollback", body);

    assertThat(back.code()).as(back.text()).isIn(200, 201);
    assertThat(names(admin.get(SHOP).require(200))).containsExactly("p");
    assertThat(admin.get(SHOP + "/p/revisions").require(200).array("items").values())
        .extracting(it -> ((JsonObject) it).string("action"))
        .startsWith("put", "delete", "put");
  }

  @Test
  void secrets_areShownOnceOnly() throws Exception {
    String tokens = "/apis/weft.dev/v1/namespaces/shop/jointokens";
    String secret = server.mint("shop", "cart", 1);
    String people = "/apis/weft.dev/v1/apitokens";
    String mine =
        admin
            .post(
                people,
                "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"ApiToken\",\"metadata\":"
                    + "{\"name\":\"ci\"},\"spec\":{\"role\":\"viewer\",\"namespaces\":[\"shop\"]}}")
            .require(201)
            .object("status")
            .string("token");

    StringBuilder seen = new StringBuilder();
    for (String path :
        List.of(tokens, people, people + "/ci", "/apis/weft.dev/v1/auditevents", "/metrics")) {
      Answer answer = admin.get(path);
      assertThat(answer.code()).as(path).isEqualTo(200);
      seen.append(answer.text());
    }
    String table = "application/json;as=Table;g=meta.k8s.io;v=v1";
    seen.append(admin.with("Accept", table).get(tokens + "?includeObject=Object").text());
    for (String path : List.of(tokens, people)) {
      try (Stream<String> stream = admin.lines(path + "?watch=true&timeoutSeconds=1")) {
        stream.forEach(seen::append);
      }
    }
    for (String token : List.of(secret, String.valueOf(mine))) {
      assertThat(seen).doesNotContain(token.substring(token.lastIndexOf('.') + 1));
    }
    assertThat(seen).contains("ci", "cart");
  }
}

package dev.weft.server.resources.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.resources.table.Accept;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
  private final Discovery discovery = new Discovery(Kinds.ALL);

  private static List<JsonObject> objects(JsonObject parent, String name) {
    return parent.array(name).values().stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> texts(JsonObject parent, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonValue value : parent.array(name).values()) {
      texts.add(((JsonString) value).value());
    }
    return texts;
  }

  @Test
  void apis_plain_everyGroupOnce() {
    DiscoveryDocument document = discovery.apis(Accept.of("application/json"));

    assertThat(document.contentType()).isEqualTo("application/json");
    assertThat(document.body().string("kind")).isEqualTo("APIGroupList");
    assertThat(objects(document.body(), "groups"))
        .extracting(it -> it.string("name"))
        .containsExactly(
            "security.istio.io",
            "telemetry.istio.io",
            "weft.dev",
            "authorization.k8s.io",
            "authentication.k8s.io");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2", "v2beta1"})
  void apis_aggregated_sameAsTheSingleDocuments(String version) {
    String type =
        "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";

    DiscoveryDocument document = discovery.apis(Accept.of(type + ",application/json"));

    assertThat(document.contentType()).isEqualTo(type);
    assertThat(document.body().string("apiVersion")).isEqualTo("apidiscovery.k8s.io/" + version);
    for (JsonObject group : objects(document.body(), "items")) {
      String name = String.valueOf(group.object("metadata").string("name"));
      for (JsonObject groupVersion : objects(group, "versions")) {
        JsonObject plain =
            discovery.resources(name, String.valueOf(groupVersion.string("version"))).orElseThrow();
        List<String> listed = new ArrayList<>();
        for (JsonObject resource : objects(groupVersion, "resources")) {
          listed.add(resource.string("resource") + " " + texts(resource, "verbs"));
          for (JsonObject part : objects(resource, "subresources")) {
            listed.add(
                resource.string("resource")
                    + "/"
                    + part.string("subresource")
                    + " "
                    + texts(part, "verbs"));
          }
        }
        assertThat(listed)
            .isEqualTo(
                objects(plain, "resources").stream()
                    .map(it -> it.string("name") + " " + texts(it, "verbs"))
                    .toList());
      }
    }
  }

  @Test
  void api_coreGroup_isEmpty() {
    assertThat(discovery.api(Accept.of("")).body().array("versions").values()).isEmpty();
    DiscoveryDocument aggregated =
        discovery.api(
            Accept.of("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"));
    assertThat(aggregated.body().array("items").values()).isEmpty();
  }

  @Test
  void apis_unknownForm_406() {
    assertThatThrownBy(() -> discovery.apis(Accept.of("application/json;g=x;v=v3;as=Y")))
        .isInstanceOfSatisfying(ApiException.class, it -> assertThat(it.code()).isEqualTo(406));
    assertThatThrownBy(() -> discovery.apis(Accept.of("text/html")))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void resources_policy_namesOfIstio() {
    JsonObject resources = discovery.resources("security.istio.io", "v1").orElseThrow();
    JsonObject policy = objects(resources, "resources").get(0);

    assertThat(policy.string("name")).isEqualTo("authorizationpolicies");
    assertThat(policy.string("singularName")).isEqualTo("authorizationpolicy");
    assertThat(texts(policy, "shortNames")).containsExactly("ap");
    assertThat(texts(policy, "categories")).containsExactly("istio-io", "security-istio-io");
    assertThat(objects(resources, "resources"))
        .extracting(it -> it.string("name"))
        .contains("authorizationpolicies/status", "authorizationpolicies/revisions");
  }

  @Test
  void group_unknown_empty() {
    assertThat(discovery.group("apps")).isEmpty();
    assertThat(discovery.resources("weft.dev", "v2")).isEmpty();
    assertThat(discovery.group("weft.dev").orElseThrow().string("kind")).isEqualTo("APIGroup");
  }

  @Test
  void kinds_inACategory_canBeListed() {
    for (KindInfo kind : Kinds.ALL) {
      assertThat(
              kind.categories().isEmpty() || kind.can(dev.weft.server.resources.schema.Verb.LIST))
          .as(kind.kind() + ": kubectl lists every kind of a category, or fails")
          .isTrue();
    }
  }

  @Test
  void version_anyBuild_isSemantic() {
    assertThat(new ServerVersion("0.1.0-SNAPSHOT", "", "").gitVersion())
        .isEqualTo("v1.32.0+weft-0.1.0-SNAPSHOT");
    assertThat(new ServerVersion("a b/c", "", "").gitVersion()).isEqualTo("v1.32.0+weft-a-b-c");
    assertThat(new ServerVersion("1", "", "").toJson().string("minor")).isEqualTo("32");
  }
}

package dev.weft.server.resources.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.MeshSettings;
import dev.weft.server.access.TestJson;
import dev.weft.server.http.Cause;
import dev.weft.server.review.AccessReviewEvaluator;
import dev.weft.server.store.ResourceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas are structural, and say something of every field. */
class SchemaFilesTest {
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "description",
          "properties",
          "items",
          "additionalProperties",
          "required",
          "enum",
          "default",
          "format",
          "pattern",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-patch-strategy",
          "x-kubernetes-patch-merge-key",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-embedded-resource");

  static Stream<KindInfo> kinds() {
    return Kinds.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void schema_everyField_isStructuralAndDescribed(KindInfo kind) {
    List<String> wrong = new ArrayList<>();
    check(kind.kind(), kind.schema(), wrong);

    assertThat(wrong).isEmpty();
  }

  private static void check(String path, JsonObject schema, List<String> wrong) {
    schema.members().keySet().stream()
        .filter(it -> !KEYWORDS.contains(it))
        .forEach(it -> wrong.add(path + ": keyword " + it));
    String type = String.valueOf(schema.string("type"));
    if (!Set.of("object", "array", "string", "integer", "number", "boolean").contains(type)) {
      wrong.add(path + ": type " + type);
    }
    String pattern = schema.string("pattern");
    if (pattern != null) {
      Pattern.compile(pattern);
    }
    if (type.equals("array") && !(schema.get("items") instanceof JsonObject)) {
      wrong.add(path + ": no items");
    }
    Map<String, JsonValue> properties = schema.object("properties").members();
    for (Map.Entry<String, JsonValue> property : properties.entrySet()) {
      String where = path + "." + property.getKey();
      JsonObject field = (JsonObject) property.getValue();
      String description = field.string("description");
      if (description == null || description.length() < 3) {
        wrong.add(where + ": no description");
      }
      check(where, field, wrong);
    }
    for (JsonValue name : schema.array("required").values()) {
      if (!properties.containsKey(((JsonString) name).value())) {
        wrong.add(path + ": required " + name);
      }
    }
    if (schema.get("items") instanceof JsonObject items) {
      check(path + "[]", items, wrong);
    }
    if (schema.get("additionalProperties") instanceof JsonObject each) {
      check(path + "{}", each, wrong);
    }
    JsonValue value = schema.get("default");
    if (value != null && !SchemaCheck.check("", value, schema).isEmpty()) {
      wrong.add(path + ": default " + value);
    }
  }

  @Test
  void check_accessReview_causePerField() throws Exception {
    JsonObject review =
        (JsonObject)
            dev.weft.core.json.JsonReader.read(
                """
                {"apiVersion": "weft.dev/v1", "kind": "AccessReview", "extra": 1,
                 "spec": {"workload": {"namespace": "Back", "labels": {"a": 1}},
                  "layer": "L5", "request": {"port": 70000, "jwt": {"any": [1]}, "metod": "GET"},
                  "mesh": {"trustDomainAliases": "a"}, "policies": [{"kind": "X"}, "no"]}}""");

    List<Cause> causes = SchemaCheck.check("", review, Kinds.ACCESS_REVIEW.schema());

    assertThat(causes)
        .extracting(Cause::field)
        .containsExactlyInAnyOrder(
            "extra",
            "spec.workload.namespace",
            "spec.workload.labels[a]",
            "spec.layer",
            "spec.request.port",
            "spec.request.metod",
            "spec.mesh.trustDomainAliases",
            "spec.policies[1]");
    assertThat(causes.get(0).message()).contains("expected");
  }

  /** Clients must not be told of a default that is none, and of each field that is answered. */
  @Test
  void accessReview_answer_isDescribed() {
    JsonObject spec =
        TestJson.object(
            "{'workload':{'namespace':'back'},'request':{'port':80,'principal':'a/ns/b/sa/c'},"
                + "'policies':[{'apiVersion':'security.istio.io/v1','kind':'PeerAuthentication',"
                + "'metadata':{'name':'p','namespace':'back'},'spec':{'mtls':{'mode':'DISABLE'}}},"
                + "{'apiVersion':'security.istio.io/v1','kind':'AuthorizationPolicy',"
                + "'metadata':{'name':'d','namespace':'back'},'spec':{'action':'DENY','rules':[{}]}}]}");
    JsonObject review = JsonObject.builder().put("spec", spec).build();

    JsonObject answer =
        new AccessReviewEvaluator()
            .evaluate(review, ResourceSnapshot.empty(), MeshSettings.DEFAULT);

    assertThat(answer.object("status").members())
        .containsOnlyKeys("allowed", "reason", "policy", "rule", "mtls", "message");
    JsonObject properties = Kinds.ACCESS_REVIEW.schema().object("properties");
    assertThat(SchemaCheck.check("status", answer.object("status"), properties.object("status")))
        .isEmpty();
    assertThat(properties.object("spec").object("properties").object("layer").members())
        .doesNotContainKey("default");
  }

  @Test
  void check_missingAndBounds_areTold() throws Exception {
    JsonObject token =
        (JsonObject)
            dev.weft.core.json.JsonReader.read("{\"spec\": {\"uses\": 1.5, \"ttl\": true}}");

    assertThat(SchemaCheck.check("", token, Kinds.JOIN_TOKEN.schema()))
        .extracting(Cause::field)
        .containsExactlyInAnyOrder("spec.uses", "spec.ttl", "spec.serviceAccount");
    JsonObject uses = Kinds.JOIN_TOKEN.schema().object("properties").object("spec");
    JsonValue zero = new JsonNumber(java.math.BigDecimal.ZERO);
    assertThat(SchemaCheck.check("u", zero, uses.object("properties").object("uses")))
        .containsExactly(new Cause("u", "0 (expected: at least 1)"));
  }
}

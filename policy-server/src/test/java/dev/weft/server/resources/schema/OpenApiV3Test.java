package dev.weft.server.resources.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiV3Test {
  private static final OpenApiV3 OPEN_API = OpenApiV3.of(Kinds.ALL, "v1.32.0");

  static Stream<KindInfo> kinds() {
    return Kinds.ALL.stream();
  }

  static Stream<String> groupVersions() {
    return Kinds.ALL.stream().map(KindInfo::apiVersion).distinct();
  }

  private static JsonObject document(String groupVersion) {
    String[] parts = groupVersion.split("/", -1);
    return OPEN_API.document(parts[0], parts[1]).orElseThrow().json();
  }

  private static List<JsonObject> operations(JsonObject document) {
    List<JsonObject> operations = new ArrayList<>();
    document
        .object("paths")
        .members()
        .values()
        .forEach(
            path ->
                ((JsonObject) path)
                    .members()
                    .values()
                    .forEach(
                        it -> {
                          if (it instanceof JsonObject operation) {
                            operations.add(operation);
                          }
                        }));
    return operations;
  }

  private static void walk(JsonValue value, List<JsonObject> objects) {
    if (value instanceof JsonObject object) {
      objects.add(object);
      object.members().values().forEach(it -> walk(it, objects));
    } else if (value instanceof JsonArray array) {
      array.values().forEach(it -> walk(it, objects));
    }
  }

  @Test
  void index_everyDocument_withItsHash() {
    JsonObject paths = OPEN_API.index().json().object("paths");

    assertThat(paths.members().keySet())
        .containsExactlyInAnyOrderElementsOf(groupVersions().map(it -> "apis/" + it).toList());
    groupVersions()
        .forEach(
            it -> {
              String[] parts = it.split("/", -1);
              String hash = OPEN_API.document(parts[0], parts[1]).orElseThrow().hash();
              assertThat(paths.object("apis/" + it).string("serverRelativeURL"))
                  .isEqualTo("/openapi/v3/apis/" + it + "?hash=" + hash);
            });
    assertThat(OPEN_API.document("apps", "v1")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("groupVersions")
  void document_everyReference_resolves(String groupVersion) {
    JsonObject document = document(groupVersion);
    Set<String> schemas = document.object("components").object("schemas").members().keySet();
    List<JsonObject> objects = new ArrayList<>();
    walk(document, objects);

    List<String> references =
        objects.stream()
            .filter(it -> it.get("$ref") instanceof JsonString)
            .map(it -> String.valueOf(it.string("$ref")))
            .distinct()
            .toList();
    assertThat(references).isNotEmpty();
    assertThat(schemas.stream().map(it -> "#/components/schemas/" + it)).containsAll(references);
  }

  @Test
  void operations_ids_areUnique() {
    List<String> ids = new ArrayList<>();
    groupVersions()
        .flatMap(it -> operations(document(it)).stream())
        .forEach(it -> ids.add(String.valueOf(it.string("operationId"))));

    assertThat(ids).hasSizeGreaterThan(40).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void document_everyVerb_hasAnOperation(KindInfo kind) {
    JsonObject document = document(kind.apiVersion());
    Set<String> actions = new HashSet<>();
    for (JsonObject operation : operations(document)) {
      if (operation.object("x-kubernetes-group-version-kind").equals(kind.id().toJson())) {
        actions.add(String.valueOf(operation.string("x-kubernetes-action")));
      }
    }
    Set<String> expected = new HashSet<>();
    for (Verb verb : kind.verbs()) {
      expected.add(
          switch (verb) {
            case CREATE -> "post";
            case UPDATE -> "put";
            case WATCH -> "list";
            default -> verb.text();
          });
    }
    assertThat(actions).isEqualTo(expected);
    for (Subresource part : kind.subresources()) {
      assertThat(document.object("paths").members().keySet())
          .contains(
              "/apis/"
                  + kind.apiVersion()
                  + "/namespaces/{namespace}/"
                  + kind.plural()
                  + "/{name}/"
                  + part.name());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void document_everyKind_hasASchemaOfItsName(KindInfo kind) {
    JsonObject schemas = document(kind.apiVersion()).object("components").object("schemas");
    JsonObject schema = schemas.object(kind.id().component());

    assertThat(schema.array("x-kubernetes-group-version-kind").values())
        .containsExactly(kind.id().toJson());
    assertThat(schema.object("properties").members().keySet())
        .contains("apiVersion", "kind", "metadata");
  }

  /** What kubectl looks for before it leaves the check of fields to the server. */
  @Test
  void patch_policy_takesFieldValidationAndNoStrategicMerge() {
    for (JsonObject operation : operations(document("security.istio.io/v1"))) {
      if ("patch".equals(operation.string("x-kubernetes-action"))) {
        assertThat(operation.array("parameters").values())
            .extracting(it -> ((JsonObject) it).string("name"))
            .contains("fieldValidation", "dryRun", "fieldManager", "force");
        assertThat(operation.object("requestBody").object("content").members().keySet())
            .containsExactly(
                "application/apply-patch+yaml",
                "application/json-patch+json",
                "application/merge-patch+json");
      }
    }
  }

  @Test
  void document_twice_sameHash() {
    assertThat(OpenApiV3.of(Kinds.ALL, "v1.32.0").index().hash())
        .isEqualTo(OPEN_API.index().hash());
  }
}

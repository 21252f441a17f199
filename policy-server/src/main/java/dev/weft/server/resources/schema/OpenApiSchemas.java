package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The schemas of an OpenAPI document: the kinds, their lists, and the types that all use. */
final class OpenApiSchemas {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

  private OpenApiSchemas() {}

  static JsonObject of(List<KindInfo> kinds) {
    Map<String, JsonValue> schemas = new TreeMap<>();
    SchemaFiles.META.members().forEach((name, schema) -> schemas.put(META + name, schema));
    for (KindInfo kind : kinds) {
      schemas.put(kind.id().component(), named(kind.id(), kind.schema()));
      if (kind.can(Verb.LIST)) {
        schemas.put(kind.id().list().component(), list(kind.id(), kind.id().list()));
      }
      kind.subresources().forEach(part -> addKind(schemas, part.kind()));
    }
    return new JsonObject(schemas);
  }

  /** A reference to the schema of {@code kind}. */
  static JsonObject ref(GroupVersionKind kind) {
    return ref(kind.component());
  }

  /** A reference to one of the types that all kinds use. */
  static JsonObject metaRef(String name) {
    return ref(META + name);
  }

  private static JsonObject ref(String component) {
    return JsonObject.builder().put("$ref", "#/components/schemas/" + component).build();
  }

  private static void addKind(Map<String, JsonValue> schemas, GroupVersionKind kind) {
    if (schemas.containsKey(kind.component())) {
      return;
    }
    if (kind.kind().endsWith("List")) {
      String single = kind.kind().substring(0, kind.kind().length() - "List".length());
      GroupVersionKind item = new GroupVersionKind(kind.group(), kind.version(), single);
      schemas.put(kind.component(), list(item, kind));
      addKind(schemas, item);
    } else {
      schemas.put(kind.component(), named(kind, SchemaFiles.kind(kind)));
    }
  }

  /** The schema of a kind, its metadata by reference. */
  private static JsonObject named(GroupVersionKind id, JsonObject schema) {
    JsonObject properties =
        schema
            .object("properties")
            .with("metadata", described(metaRef("ObjectMeta"), "Name, labels and the like."));
    return withKind(schema.with("properties", properties), id);
  }

  private static JsonObject list(GroupVersionKind item, GroupVersionKind list) {
    JsonObject items =
        JsonObject.builder()
            .put("type", "array")
            .put("description", "The resources.")
            .put("items", ref(item))
            .build();
    JsonObject schema =
        JsonObject.builder()
            .put("type", "object")
            .put("description", "A list of " + item.kind() + ".")
            .put("required", JsonArray.ofStrings(List.of("items")))
            .put(
                "properties",
                JsonObject.builder()
                    .put("apiVersion", SchemaFiles.text("The group and version of the kind."))
                    .put("kind", SchemaFiles.text("The kind: " + list.kind() + "."))
                    .put("metadata", described(metaRef("ListMeta"), "The version of the list."))
                    .put("items", items)
                    .build())
            .build();
    return withKind(schema, list);
  }

  /** What stands beside a reference counts for nothing in OpenAPI 3.0, so it is wrapped. */
  private static JsonObject described(JsonObject ref, String description) {
    return JsonObject.builder()
        .put("description", description)
        .put("allOf", new JsonArray(List.of(ref)))
        .build();
  }

  private static JsonObject withKind(JsonObject schema, GroupVersionKind id) {
    return schema.with("x-kubernetes-group-version-kind", new JsonArray(List.of(id.toJson())));
  }
}

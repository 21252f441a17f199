package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The paths of one kind in an OpenAPI document, an operation for each verb. */
final class OpenApiPaths {
  private final KindInfo kind;
  private final Map<String, JsonObject> paths = new LinkedHashMap<>();

  private OpenApiPaths(KindInfo kind) {
    this.kind = kind;
  }

  static Map<String, JsonObject> of(KindInfo kind) {
    OpenApiPaths paths = new OpenApiPaths(kind);
    paths.build();
    return paths.paths;
  }

  private void build() {
    boolean namespaced = kind.scope() == Scope.NAMESPACED;
    String root = "/apis/" + kind.apiVersion() + "/";
    String collection = root + (namespaced ? "namespaces/{namespace}/" : "") + kind.plural();
    String one = collection + "/{name}";
    String scope = namespaced ? "Namespaced" : "";
    if (kind.can(Verb.LIST)) {
      add(collection, "get", list(scope, ""));
      if (namespaced) {
        add(root + kind.plural(), "get", list("", "ForAllNamespaces"));
      }
    }
    if (kind.can(Verb.CREATE)) {
      add(collection, "post", write("post", "create", scope));
    }
    if (kind.can(Verb.GET)) {
      add(one, "get", get(scope));
    }
    if (kind.can(Verb.UPDATE)) {
      add(one, "put", write("put", "replace", scope));
    }
    if (kind.can(Verb.PATCH)) {
      add(one, "patch", patch(scope));
    }
    if (kind.can(Verb.DELETE)) {
      add(one, "delete", delete(scope));
    }
    for (Subresource part : kind.subresources()) {
      part.verbs().forEach(verb -> addPart(one, part, verb, scope));
    }
  }

  private JsonObject list(String scope, String suffix) {
    return operation(
            "list", "list" + name(scope) + suffix, "Lists or watches resources.", kind.id())
        .put("parameters", OpenApiParameters.list())
        .put("responses", OpenApiContent.streamed(OpenApiSchemas.ref(kind.id().list())))
        .build();
  }

  private JsonObject get(String scope) {
    return operation("get", "read" + name(scope), "Reads one resource.", kind.id())
        .put("parameters", OpenApiParameters.get())
        .put("responses", OpenApiContent.answers(OpenApiSchemas.ref(kind.id()), 200))
        .build();
  }

  private JsonObject write(String action, String verb, String scope) {
    JsonObject schema = OpenApiSchemas.ref(kind.id());
    return operation(action, verb + name(scope), "Makes a resource what is sent.", kind.id())
        .put("parameters", OpenApiParameters.write())
        .put("requestBody", OpenApiContent.resource(schema))
        .put("responses", OpenApiContent.answers(schema, 200, 201))
        .build();
  }

  private JsonObject patch(String scope) {
    return operation("patch", "patch" + name(scope), "Changes parts of a resource.", kind.id())
        .put("parameters", OpenApiParameters.patch())
        .put("requestBody", OpenApiContent.patch())
        .put("responses", OpenApiContent.answers(OpenApiSchemas.ref(kind.id()), 200, 201))
        .build();
  }

  private JsonObject delete(String scope) {
    return operation("delete", "delete" + name(scope), "Deletes a resource.", kind.id())
        .put("parameters", OpenApiParameters.delete())
        .put("requestBody", OpenApiContent.optional(OpenApiSchemas.metaRef("DeleteOptions")))
        .put("responses", OpenApiContent.answers(OpenApiSchemas.metaRef("Status"), 200))
        .build();
  }

  private void addPart(String one, Subresource part, Verb verb, String scope) {
    JsonObject schema = OpenApiSchemas.ref(part.kind());
    String id = name(scope) + capital(part.name());
    String path = one + "/" + part.name();
    switch (verb) {
      case GET ->
          add(
              path,
              "get",
              operation("get", "read" + id, "Reads a part of a resource.", part.kind())
                  .put("parameters", OpenApiParameters.get())
                  .put("responses", OpenApiContent.answers(schema, 200))
                  .build());
      case CREATE ->
          add(
              path,
              "post",
              operation("post", "create" + id, "Has something done to a resource.", part.kind())
                  .put("parameters", OpenApiParameters.write())
                  .put("requestBody", OpenApiContent.resource(schema))
                  .put("responses", OpenApiContent.answers(OpenApiSchemas.ref(kind.id()), 200, 201))
                  .build());
      default ->
          throw new IllegalStateException("verb: " + verb + " (expected: GET or CREATE of a part)");
    }
  }

  private JsonObject.Builder operation(
      String action, String operationId, String description, GroupVersionKind operand) {
    return JsonObject.builder()
        .put("tags", JsonArray.ofStrings(List.of(kind.group() + "_" + kind.version())))
        .put("description", description)
        .put("operationId", operationId)
        .put("x-kubernetes-action", action)
        .put("x-kubernetes-group-version-kind", operand.toJson());
  }

  private void add(String path, String method, JsonObject operation) {
    JsonObject before = paths.getOrDefault(path, pathItem(path));
    paths.put(path, before.with(method, operation));
  }

  private static JsonObject pathItem(String path) {
    List<JsonValue> parameters = new ArrayList<>();
    if (path.contains("{name}")) {
      parameters.add(OpenApiParameters.inPath("name", "The name of the resource."));
    }
    if (path.contains("{namespace}")) {
      parameters.add(OpenApiParameters.inPath("namespace", "The namespace of the resource."));
    }
    return parameters.isEmpty()
        ? JsonObject.EMPTY
        : JsonObject.builder().put("parameters", new JsonArray(parameters)).build();
  }

  /** For example {@code SecurityIstioIoV1NamespacedAuthorizationPolicy}. */
  private String name(String scope) {
    StringBuilder name = new StringBuilder();
    for (String label : kind.group().split("\\.", -1)) {
      name.append(capital(label));
    }
    return name.append(capital(kind.version())).append(scope).append(kind.kind()).toString();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}

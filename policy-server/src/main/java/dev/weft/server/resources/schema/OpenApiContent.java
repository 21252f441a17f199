package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.List;
import java.util.stream.IntStream;

/** The bodies of requests and answers in an OpenAPI document, by their content types. */
final class OpenApiContent {
  private static final List<String> RESOURCE = List.of("application/json", "application/yaml");
  private static final List<String> STREAMED =
      List.of("application/json", "application/yaml", "application/json;stream=watch");

  /** Not the strategic merge patch: like Kubernetes for its custom resources. */
  private static final List<String> PATCH =
      List.of(
          "application/apply-patch+yaml",
          "application/json-patch+json",
          "application/merge-patch+json");

  private OpenApiContent() {}

  static JsonObject resource(JsonObject schema) {
    return optional(schema).with("required", JsonValue.of(true));
  }

  static JsonObject optional(JsonObject schema) {
    return JsonObject.builder().put("content", content(RESOURCE, schema)).build();
  }

  static JsonObject patch() {
    return JsonObject.builder()
        .put("content", content(PATCH, OpenApiSchemas.metaRef("Patch")))
        .put("required", true)
        .build();
  }

  static JsonObject answers(JsonObject schema, int... codes) {
    JsonObject.Builder answers = JsonObject.builder();
    IntStream.of(codes)
        .forEach(code -> answers.put(String.valueOf(code), answer(RESOURCE, schema)));
    return answers.put("default", answer(RESOURCE, OpenApiSchemas.metaRef("Status"))).build();
  }

  static JsonObject streamed(JsonObject schema) {
    return JsonObject.builder()
        .put("200", answer(STREAMED, schema))
        .put("default", answer(RESOURCE, OpenApiSchemas.metaRef("Status")))
        .build();
  }

  private static JsonObject answer(List<String> types, JsonObject schema) {
    return JsonObject.builder()
        .put("description", "The answer.")
        .put("content", content(types, schema))
        .build();
  }

  private static JsonObject content(List<String> types, JsonObject schema) {
    JsonObject typed = JsonObject.builder().put("schema", schema).build();
    JsonObject.Builder content = JsonObject.builder();
    types.forEach(type -> content.put(type, typed));
    return content.build();
  }
}

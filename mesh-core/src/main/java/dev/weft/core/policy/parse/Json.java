package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.TargetReference;
import dev.weft.core.policy.Terms;
import dev.weft.core.policy.WorkloadSelector;
import java.util.List;

/** The pieces that the writers of the kinds share. */
final class Json {
  private Json() {}

  static JsonObject resource(String kind, ResourceMetadata metadata, JsonObject spec) {
    return resource(ResourceReader.API_VERSION, kind, metadata, spec);
  }

  static JsonObject resource(
      String apiVersion, String kind, ResourceMetadata metadata, JsonObject spec) {
    return JsonObject.builder()
        .put("apiVersion", apiVersion)
        .put("kind", kind)
        .put("metadata", metadata.toJson())
        .put("spec", spec)
        .build();
  }

  static void selector(JsonObject.Builder spec, WorkloadSelector selector) {
    if (!selector.isAll()) {
      JsonObject.Builder labels = JsonObject.builder();
      selector.matchLabels().forEach(labels::put);
      spec.put("selector", JsonObject.builder().put("matchLabels", labels.build()).build());
    }
  }

  static void targets(JsonObject.Builder spec, List<TargetReference> targets) {
    array(
        spec,
        "targetRefs",
        targets.stream()
            .map(
                target ->
                    JsonObject.builder()
                        .put("group", target.group())
                        .put("kind", target.kind())
                        .put("name", target.name())
                        .build())
            .toList());
  }

  static void terms(JsonObject.Builder object, String name, Terms terms) {
    String not = "not" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    texts(object, name, terms.values());
    texts(object, not, terms.notValues());
  }

  static void array(JsonObject.Builder object, String name, List<? extends JsonValue> values) {
    if (!values.isEmpty()) {
      object.put(name, new JsonArray(List.copyOf(values)));
    }
  }

  static void texts(JsonObject.Builder object, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      object.put(name, JsonArray.ofStrings(texts));
    }
  }
}

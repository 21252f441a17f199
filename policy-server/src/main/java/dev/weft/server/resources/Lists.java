package dev.weft.server.resources;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.resources.schema.KindInfo;
import java.util.List;

/** Lists of resources as the Kubernetes API has them. */
final class Lists {
  private Lists() {}

  static JsonObject of(KindInfo kind, long revision, List<JsonValue> items) {
    return of(
        kind, JsonObject.builder().put("resourceVersion", String.valueOf(revision)).build(), items);
  }

  static JsonObject of(KindInfo kind, JsonObject metadata, List<JsonValue> items) {
    return JsonObject.builder()
        .put("apiVersion", kind.apiVersion())
        .put("kind", kind.listKind())
        .put("metadata", metadata)
        .put("items", new JsonArray(items))
        .build();
  }
}

package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonObject;
import java.util.Set;

/** What the server alone writes into {@code metadata}. */
final class ServerMetadata {
  static final Set<String> FIELDS =
      Set.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "selfLink",
          "clusterName",
          "managedFields");

  private ServerMetadata() {}

  /** {@code resource} without any of it. */
  static JsonObject removeFrom(JsonObject resource) {
    if (!(resource.get("metadata") instanceof JsonObject metadata)) {
      return resource;
    }
    JsonObject rest = metadata;
    for (String field : FIELDS) {
      if (rest.get(field) != null) {
        rest = rest.without(field);
      }
    }
    return rest.equals(metadata) ? resource : resource.with("metadata", rest);
  }
}

package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The full name of a kind.
 *
 * @param group the API group, for example {@code security.istio.io}
 * @param version the version of the group
 * @param kind the kind as it stands in a resource
 */
public record GroupVersionKind(String group, String version, String kind) {
  /** Group and version as they stand in a resource. */
  public String apiVersion() {
    return group + "/" + version;
  }

  /** The extension by which OpenAPI documents name the kind of a schema or an operation. */
  JsonObject toJson() {
    return JsonObject.builder()
        .put("group", group)
        .put("version", version)
        .put("kind", kind)
        .build();
  }

  /** The name of the kind's schema in OpenAPI documents: the group's labels come in reverse. */
  String component() {
    List<String> labels = new ArrayList<>(List.of(group.split("\\.", -1)));
    Collections.reverse(labels);
    return String.join(".", labels) + "." + version + "." + kind;
  }

  GroupVersionKind list() {
    return new GroupVersionKind(group, version, kind + "List");
  }
}

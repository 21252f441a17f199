package dev.weft.server.resources;

import dev.weft.core.json.JsonObject;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import java.util.Optional;

/** What a writer last saw has to be what is there (Kubernetes API concepts, resource versions). */
final class Preconditions {
  private Preconditions() {}

  /**
   * Refuses a write that is based on another state than {@code before}.
   *
   * @throws ApiException 409 when version or uid are told and are not those of {@code before}
   */
  static void require(Resource before, Optional<String> resourceVersion, Optional<String> uid) {
    String current = String.valueOf(before.resourceVersion());
    if (resourceVersion.filter(it -> !it.isEmpty() && !it.equals(current)).isPresent()) {
      throw new ApiException(
          409,
          "metadata.resourceVersion: "
              + resourceVersion.get()
              + " (expected: "
              + current
              + "; the object has been modified: read it again and repeat the change)");
    }
    if (uid.filter(it -> !it.isEmpty() && !it.equals(before.uid())).isPresent()) {
      throw new ApiException(
          409, "metadata.uid: " + uid.get() + " (expected: " + before.uid() + ")");
    }
  }

  /** Like {@link #require(Resource, Optional, Optional)} for what {@code metadata} tells. */
  static void require(Resource before, JsonObject metadata) {
    require(
        before,
        Optional.ofNullable(metadata.string("resourceVersion")),
        Optional.ofNullable(metadata.string("uid")));
  }

  /**
   * Refuses to make a resource of which the writer says that it has seen it.
   *
   * @throws ApiException 409 when version or uid are told
   */
  static void requireAbsent(KindInfo kind, ResourceKey key, JsonObject sent) {
    JsonObject metadata = sent.object("metadata");
    for (String name : java.util.List.of("resourceVersion", "uid")) {
      String value = metadata.string(name);
      if (value != null && !value.isEmpty() && !value.equals("0")) {
        throw new ApiException(
            409,
            "metadata."
                + name
                + ": "
                + value
                + " (expected: absent; there is no "
                + kind.qualified()
                + " \""
                + key.name()
                + "\")");
      }
    }
  }
}

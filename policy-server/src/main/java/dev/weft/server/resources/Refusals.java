package dev.weft.server.resources;

import com.linecorp.armeria.common.HttpMethod;
import dev.weft.core.json.JsonObject;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;

/** What is said of a resource instead of showing it ({@code Status} of the Kubernetes API). */
final class Refusals {
  private Refusals() {}

  static ApiException notFound(KindInfo kind, ResourceKey key) {
    return new ApiException(404, kind.qualified() + " \"" + key.name() + "\" not found")
        .about(details(kind, key.name()));
  }

  static ApiException alreadyExists(KindInfo kind, ResourceKey key) {
    return new ApiException(409, kind.qualified() + " \"" + key.name() + "\" already exists")
        .because("AlreadyExists")
        .about(details(kind, key.name()));
  }

  /** A method that a path was routed for and that means nothing there. */
  static ApiException notAllowed(HttpMethod method) {
    return new ApiException(405, "method: " + method + " (expected: one of this path's)");
  }

  /** The answer to a deletion. */
  static JsonObject deleted(KindInfo kind, Resource gone) {
    return JsonObject.builder()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("metadata", JsonObject.EMPTY)
        .put("status", "Success")
        .put(
            "details",
            details(kind, gone.key().name())
                .with("uid", dev.weft.core.json.JsonValue.of(gone.uid())))
        .build();
  }

  private static JsonObject details(KindInfo kind, String name) {
    return JsonObject.builder()
        .put("name", name)
        .put("group", kind.group())
        .put("kind", kind.plural())
        .build();
  }
}

package dev.weft.server.resources;

import com.linecorp.armeria.common.MediaType;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.resources.patch.JsonPatch;
import dev.weft.server.resources.patch.MergePatch;
import java.util.function.UnaryOperator;

/** What a PATCH asks for, by its Content-Type. */
sealed interface Patch {
  /** A change of the resource as it is (RFC 6902, RFC 7386). */
  record Change(UnaryOperator<JsonObject> change) implements Patch {}

  /** Fields to be applied (Kubernetes, Server-Side Apply). */
  record Apply(JsonObject resource) implements Patch {}

  /**
   * Reads the patch of {@code call}.
   *
   * @throws ApiException 400 when it is malformed, 415 when it is of another kind; the strategic
   *     merge patch is one, as for all custom resources of Kubernetes
   */
  static Patch of(Call call) {
    MediaType type = call.headers().contentType();
    String name = type == null ? "" : type.withoutParameters().toString();
    return switch (name) {
      case "application/json-patch+json" -> {
        JsonValue patch = call.json();
        yield new Change(before -> JsonPatch.apply(before, patch));
      }
      case "application/merge-patch+json" -> {
        JsonValue patch = call.json();
        yield new Change(before -> MergePatch.apply(before, patch));
      }
      case "application/apply-patch+yaml", "application/apply-patch+json" ->
          new Apply(call.object(call.yaml()));
      default ->
          throw new ApiException(
              415,
              "content-type: "
                  + (name.isEmpty() ? "missing" : name)
                  + " (expected: application/json-patch+json, application/merge-patch+json or"
                  + " application/apply-patch+yaml)");
    };
  }
}

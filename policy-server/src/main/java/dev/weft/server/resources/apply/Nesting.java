package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;

/**
 * Bounds how deep a resource is nested: its fields appear once more, deeper by a few levels, in
 * {@code metadata.managedFields}, and all of it has to be read again.
 */
final class Nesting {
  /** {@code metadata.managedFields[0].fieldsV1} and the leaf's own braces come on top. */
  private static final int MAX_DEPTH = JsonReader.MAX_DEPTH - 6;

  private Nesting() {}

  /**
   * Checks {@code resource}.
   *
   * @throws ApiException 422 when it is nested too deep
   */
  static void require(JsonObject resource) {
    if (isDeeper(resource, MAX_DEPTH)) {
      throw new ApiException(
          422, "nesting: deeper than " + MAX_DEPTH + " (expected: at most that)");
    }
  }

  private static boolean isDeeper(JsonValue value, int levels) {
    if (levels < 0) {
      return true;
    }
    if (value instanceof JsonObject object) {
      return object.members().values().stream().anyMatch(it -> isDeeper(it, levels - 1));
    }
    return value instanceof JsonArray array
        && array.values().stream().anyMatch(it -> isDeeper(it, levels - 1));
  }
}

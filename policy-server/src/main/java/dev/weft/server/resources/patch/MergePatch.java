package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON merge patch (RFC 7386): members of the patch replace those of the document, objects are
 * merged, {@code null} removes a member, and an array is replaced as a whole.
 */
public final class MergePatch {
  private MergePatch() {}

  /**
   * {@code original} as changed by {@code patch}.
   *
   * @throws ApiException 400 when the patch is no object: it would replace the whole document
   */
  public static JsonObject apply(JsonObject original, JsonValue patch) {
    if (patch instanceof JsonObject object) {
      return merge(original, object);
    }
    throw ApiException.badRequest("patch", patch.typeName() + " (expected: object)");
  }

  private static JsonObject merge(JsonObject original, JsonObject patch) {
    Map<String, JsonValue> members = new LinkedHashMap<>(original.members());
    for (Map.Entry<String, JsonValue> change : patch.members().entrySet()) {
      String name = change.getKey();
      JsonValue value = change.getValue();
      if (value instanceof JsonNull) {
        members.remove(name);
      } else if (value instanceof JsonObject object) {
        JsonObject before =
            members.get(name) instanceof JsonObject existing ? existing : JsonObject.EMPTY;
        members.put(name, merge(before, object));
      } else {
        members.put(name, value);
      }
    }
    return new JsonObject(members);
  }
}

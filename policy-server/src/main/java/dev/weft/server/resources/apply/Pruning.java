package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes out of a resource what its applier declared before and no longer declares. Nothing that
 * somebody else owns goes, and no object that still holds something.
 */
final class Pruning {
  private Pruning() {}

  /**
   * {@code object} without the fields of {@code declaredBefore} that are not in {@code kept}.
   *
   * @param kept all that other managers own and all that is declared this time
   */
  static JsonObject prune(JsonObject object, FieldSet declaredBefore, FieldSet kept) {
    if (declaredBefore.isEmpty()) {
      return object;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      PathElement step = PathElement.field(member.getKey());
      JsonValue value = member.getValue();
      if (!declaredBefore.touches(step)) {
        members.put(member.getKey(), value);
      } else if (Granular.isBranch(value)) {
        boolean whole = declaredBefore.members().contains(step) && !kept.touches(step);
        JsonObject rest =
            whole
                ? JsonObject.EMPTY
                : prune((JsonObject) value, declaredBefore.below(step), kept.below(step));
        if (!rest.members().isEmpty() || kept.touches(step)) {
          members.put(member.getKey(), rest);
        }
      } else if (kept.touches(step)) {
        members.put(member.getKey(), value);
      }
    }
    return new JsonObject(members);
  }
}

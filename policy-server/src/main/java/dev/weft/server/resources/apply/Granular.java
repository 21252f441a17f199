package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where ownership is told apart: within objects that have members. Everything else, the empty
 * object included, is a leaf that changes as a whole.
 */
final class Granular {
  private Granular() {}

  /** Whether the members of {@code value} are owned one by one. */
  static boolean isBranch(@Nullable JsonValue value) {
    return value instanceof JsonObject object && !object.members().isEmpty();
  }

  /** Whether {@code a} and {@code b} are compared and merged member by member. */
  static boolean isPairOfBranches(JsonValue a, JsonValue b) {
    // An empty object beside one with members has no leaf of its own: what differs is the members.
    return a instanceof JsonObject && b instanceof JsonObject && (isBranch(a) || isBranch(b));
  }

  /** {@code live} with what {@code applied} says; members that it does not mention stay. */
  static JsonObject merge(JsonObject live, JsonObject applied) {
    Map<String, JsonValue> members = new LinkedHashMap<>(live.members());
    for (Map.Entry<String, JsonValue> member : applied.members().entrySet()) {
      JsonValue before = members.get(member.getKey());
      members.put(
          member.getKey(),
          before != null && isPairOfBranches(before, member.getValue())
              ? merge((JsonObject) before, (JsonObject) member.getValue())
              : member.getValue());
    }
    return new JsonObject(members);
  }
}

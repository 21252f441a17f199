package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.List;
import java.util.Map;

/**
 * Whether two JSON values mean the same (RFC 6902 section 4.6): the order of members is no
 * difference, and neither is how a number is written ({@code 1} and {@code 1.0}).
 */
public final class JsonEquality {
  private JsonEquality() {}

  /** Whether {@code a} and {@code b} mean the same. */
  public static boolean same(JsonValue a, JsonValue b) {
    if (a instanceof JsonNumber x && b instanceof JsonNumber y) {
      return x.value().compareTo(y.value()) == 0;
    }
    if (a instanceof JsonObject x && b instanceof JsonObject y) {
      return sameMembers(x.members(), y.members());
    }
    if (a instanceof JsonArray x && b instanceof JsonArray y) {
      return sameElements(x.values(), y.values());
    }
    return a.equals(b);
  }

  private static boolean sameMembers(Map<String, JsonValue> a, Map<String, JsonValue> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<String, JsonValue> member : a.entrySet()) {
      JsonValue other = b.get(member.getKey());
      if (other == null || !same(member.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameElements(List<JsonValue> a, List<JsonValue> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }
}

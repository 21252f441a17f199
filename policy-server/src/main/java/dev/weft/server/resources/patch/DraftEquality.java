package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.resources.patch.Draft.Elements;
import dev.weft.server.resources.patch.Draft.Leaf;
import dev.weft.server.resources.patch.Draft.Members;
import java.util.Map;

/** Compares a draft with a value; descends no deeper than the value does, and builds nothing. */
final class DraftEquality {
  private DraftEquality() {}

  static boolean same(Draft draft, JsonValue value) {
    if (draft instanceof Members members) {
      return value instanceof JsonObject object && sameMembers(members, object);
    }
    if (draft instanceof Elements elements) {
      return value instanceof JsonArray array && sameElements(elements, array);
    }
    return draft instanceof Leaf leaf && JsonEquality.same(leaf.value(), value);
  }

  private static boolean sameMembers(Members members, JsonObject object) {
    if (members.byName().size() != object.members().size()) {
      return false;
    }
    for (Map.Entry<String, JsonValue> expected : object.members().entrySet()) {
      Draft member = members.byName().get(expected.getKey());
      if (member == null || !same(member, expected.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameElements(Elements elements, JsonArray array) {
    if (elements.inOrder().size() != array.values().size()) {
      return false;
    }
    for (int i = 0; i < array.values().size(); i++) {
      if (!same(elements.inOrder().get(i), array.values().get(i))) {
        return false;
      }
    }
    return true;
  }
}

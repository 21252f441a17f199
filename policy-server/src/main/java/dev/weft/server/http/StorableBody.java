package dev.weft.server.http;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Refuses bodies with texts that not every store can keep: PostgreSQL has no U+0000, and half of a
 * surrogate pair has no UTF-8. So all stores take the same. For one body.
 */
final class StorableBody {
  private static final int MOST_CAUSES = 10;
  private static final String EXPECTED = " (expected: Unicode text without U+0000)";

  private final List<Cause> causes = new ArrayList<>();

  private StorableBody() {}

  /**
   * {@code value}, whose texts and names can all be kept.
   *
   * @throws ApiException 400 with a cause for each that cannot
   */
  static JsonValue require(JsonValue value) {
    StorableBody body = new StorableBody();
    body.look("", value);
    if (!body.causes.isEmpty()) {
      Cause first = body.causes.get(0);
      throw new ApiException(400, first.field() + ": " + first.message(), body.causes);
    }
    return value;
  }

  private void look(String path, JsonValue value) {
    if (value instanceof JsonString text) {
      check(path.isEmpty() ? "body" : path, "", text.value());
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.values().size(); i++) {
        look(path + "[" + i + "]", array.values().get(i));
      }
    } else if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        if (check(path.isEmpty() ? "body" : path, "a name with ", member.getKey())) {
          look(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue());
        }
      }
    }
  }

  private boolean check(String path, String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(at)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (at == 0 || Character.isSurrogate(at)) {
        if (causes.size() < MOST_CAUSES) {
          String found = at == 0 ? "U+0000" : "half of a surrogate pair";
          causes.add(new Cause(path, what + found + EXPECTED));
        }
        return false;
      }
    }
    return true;
  }
}

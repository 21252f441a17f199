package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value while it is being patched: mutable, so that ten thousand operations on a large
 * document do not copy it ten thousand times. Not thread-safe.
 */
sealed interface Draft {
  /** Members by name. */
  record Members(Map<String, Draft> byName) implements Draft {}

  /** Elements in order. */
  record Elements(List<Draft> inOrder) implements Draft {}

  /** A value without parts that a pointer could reach. */
  record Leaf(JsonValue value) implements Draft {}

  /** A draft of {@code value} that shares nothing mutable with any other. */
  static Draft of(JsonValue value) {
    if (value instanceof JsonObject object) {
      Map<String, Draft> members = new LinkedHashMap<>();
      object.members().forEach((name, member) -> members.put(name, of(member)));
      return new Members(members);
    }
    if (value instanceof JsonArray array) {
      List<Draft> elements = new ArrayList<>(array.values().size());
      array.values().forEach(element -> elements.add(of(element)));
      return new Elements(elements);
    }
    return new Leaf(value);
  }

  /**
   * The finished value.
   *
   * @throws PatchFailure when it is nested deeper than a document may be that is to be read again
   */
  default JsonValue finish() {
    return finish(0);
  }

  private JsonValue finish(int depth) {
    if (depth > JsonReader.MAX_DEPTH) {
      throw new PatchFailure(
          "nesting: deeper than " + JsonReader.MAX_DEPTH + " (expected: at most that)");
    }
    if (this instanceof Members members) {
      Map<String, JsonValue> finished = new LinkedHashMap<>();
      members.byName().forEach((name, member) -> finished.put(name, member.finish(depth + 1)));
      return new JsonObject(finished);
    }
    if (this instanceof Elements elements) {
      List<JsonValue> finished = new ArrayList<>(elements.inOrder().size());
      elements.inOrder().forEach(element -> finished.add(element.finish(depth + 1)));
      return new JsonArray(finished);
    }
    return ((Leaf) this).value();
  }
}

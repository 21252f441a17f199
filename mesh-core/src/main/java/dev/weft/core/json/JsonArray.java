package dev.weft.core.json;

import java.util.List;

/** A JSON array. */
public record JsonArray(List<JsonValue> values) implements JsonValue {
  public JsonArray {
    values = List.copyOf(values);
  }

  /** An array of strings. */
  public static JsonArray ofStrings(Iterable<String> texts) {
    List<JsonValue> values = new java.util.ArrayList<>();
    for (String text : texts) {
      values.add(new JsonString(text));
    }
    return new JsonArray(values);
  }

  @Override
  public String typeName() {
    return "array";
  }
}

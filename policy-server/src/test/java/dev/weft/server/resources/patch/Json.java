package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;

/** JSON in tests, with single quotes for double ones. */
public final class Json {
  private Json() {}

  public static JsonValue value(String text) {
    try {
      return JsonReader.read(text.replace('\'', '"'));
    } catch (JsonFormatException e) {
      throw new AssertionError(text, e);
    }
  }

  public static JsonObject object(String text) {
    return (JsonObject) value(text);
  }
}

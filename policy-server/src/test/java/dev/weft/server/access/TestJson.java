package dev.weft.server.access;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;

/** JSON in tests, with single quotes for readability. */
public final class TestJson {
  private TestJson() {}

  /** The object that {@code text} is. */
  public static JsonObject object(String text) {
    try {
      return (JsonObject) JsonReader.read(text.replace('\'', '"'));
    } catch (JsonFormatException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

package dev.weft.core.control;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads members of an answer; what is missing, of the wrong type or unknown is refused, with its
 * path.
 */
final class JsonFields {
  private final JsonObject object;
  private final String path;

  private JsonFields(JsonObject object, String path) {
    this.object = object;
    this.path = path;
  }

  /** The object {@code value} at {@code path}. */
  static JsonFields of(JsonValue value, String path) throws FormatException {
    if (value instanceof JsonObject object) {
      return new JsonFields(object, path);
    }
    throw new FormatException(path + ": " + value.typeName() + " (expected: object)");
  }

  /** Refuses every member that is not named. */
  JsonFields only(String... names) throws FormatException {
    Set<String> known = Set.of(names);
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw new FormatException(at(name) + ": unknown field");
      }
    }
    return this;
  }

  /** Whether there is a member {@code name}. */
  boolean has(String name) {
    return object.get(name) != null;
  }

  JsonFields object(String name) throws FormatException {
    return of(required(name), at(name));
  }

  String string(String name) throws FormatException {
    return string(required(name), at(name));
  }

  /** A whole number within bounds. */
  long number(String name, long min, long max) throws FormatException {
    JsonValue value = required(name);
    if (value instanceof JsonNumber number) {
      try {
        long exact = number.longValueExact();
        if (exact >= min && exact <= max) {
          return exact;
        }
      } catch (ArithmeticException e) {
        // Refused below.
      }
    }
    throw new FormatException(
        at(name) + ": not a whole number in range (expected: " + min + " to " + max + ")");
  }

  List<JsonFields> objects(String name) throws FormatException {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonValue value : array(name)) {
      objects.add(of(value, at(name) + "[" + objects.size() + "]"));
    }
    return objects;
  }

  List<String> strings(String name) throws FormatException {
    List<String> strings = new ArrayList<>();
    for (JsonValue value : array(name)) {
      strings.add(string(value, at(name) + "[" + strings.size() + "]"));
    }
    return strings;
  }

  /** The strings of the object {@code name}, by their names. */
  Map<String, String> texts(String name) throws FormatException {
    JsonFields inner = object(name);
    Map<String, String> texts = new HashMap<>();
    for (String key : inner.object.members().keySet()) {
      texts.put(key, inner.string(key));
    }
    return texts;
  }

  /** The object itself. */
  JsonObject json() {
    return object;
  }

  /** A refusal of this object, for {@code why}. */
  FormatException refused(Exception why) {
    return new FormatException(path + ": " + why.getMessage(), why);
  }

  private static String string(JsonValue value, String path) throws FormatException {
    if (value instanceof JsonString string) {
      return string.value();
    }
    throw new FormatException(path + ": " + value.typeName() + " (expected: string)");
  }

  private List<JsonValue> array(String name) throws FormatException {
    JsonValue value = required(name);
    if (value instanceof JsonArray array) {
      return array.values();
    }
    throw new FormatException(at(name) + ": " + value.typeName() + " (expected: array)");
  }

  private JsonValue required(String name) throws FormatException {
    JsonValue value = object.get(name);
    if (value == null) {
      throw new FormatException(at(name) + ": missing");
    }
    return value;
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}

package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object, each of which has to be asked for: {@link #end()} reports those that
 * nobody asked for, so that nothing unknown is ever dropped. Not thread-safe.
 */
public final class Fields {
  /** Longest list of objects, as in Istio's CRD. */
  static final int MAX_OBJECTS = 512;

  /** Longest list of texts. */
  static final int MAX_TEXTS = 4096;

  /** Longest text, in characters. */
  static final int MAX_TEXT = 4096;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final String path;
  private final JsonObject object;
  private final Errors errors;
  private final Set<String> asked = new HashSet<>();

  Fields(String path, JsonObject object, Errors errors) {
    this.path = path;
    this.object = object;
    this.errors = errors;
  }

  /** The path of the member {@code name}. */
  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return object.get(name) != null;
  }

  /** Whether there are no members at all. */
  boolean isEmpty() {
    return object.members().isEmpty();
  }

  Errors errors() {
    return errors;
  }

  /** The member as it is. */
  @Nullable JsonValue value(String name) {
    asked.add(name);
    return object.get(name);
  }

  /** Lets the member {@code name} be whatever it is. */
  void ignore(String name) {
    asked.add(name);
  }

  /** The text member {@code name}, or null when it is absent or wrong. */
  @Nullable String text(String name) {
    JsonValue value = value(name);
    return value == null ? null : text(path(name), value, MAX_TEXT);
  }

  /** The text member {@code name} of at most {@code most} characters, or null as before. */
  @Nullable String text(String name, int most) {
    JsonValue value = value(name);
    return value == null ? null : text(path(name), value, most);
  }

  /** Whether the boolean member {@code name} is true; it is false when absent or wrong. */
  boolean flag(String name) {
    JsonValue value = value(name);
    if (value != null && !(value instanceof JsonBoolean)) {
      wrongType(path(name), value, "boolean");
    }
    return value instanceof JsonBoolean flag && flag.value();
  }

  /** The boolean member {@code name}, or null when it is absent or wrong. */
  @Nullable Boolean optionalFlag(String name) {
    boolean value = flag(name);
    return object.get(name) instanceof JsonBoolean ? value : null;
  }

  /** The number member {@code name}, a percentage, or null when it is absent or wrong. */
  @Nullable Double percentage(String name) {
    JsonValue value = value(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonNumber number)) {
      wrongType(path(name), value, "number");
      return null;
    }
    if (number.value().signum() < 0 || number.value().compareTo(HUNDRED) > 0) {
      errors.add(path(name), number.value().toString(), "0 to 100");
      return null;
    }
    return number.value().doubleValue();
  }

  /** Reports the member {@code name}, which others know and which cannot be honoured here. */
  void refuse(String name, String why) {
    if (value(name) != null) {
      errors.add(path(name), "unknown field (expected: to be left out; " + why + ")");
    }
  }

  /** The text member {@code name}, which has to be there; empty when it is not. */
  String requiredText(String name) {
    if (!has(name)) {
      asked.add(name);
      errors.add(path(name), "missing (expected: a string)");
    }
    String text = text(name);
    return text == null ? "" : text;
  }

  /** The object member {@code name}, or null when it is absent or wrong. */
  @Nullable Fields object(String name) {
    JsonValue value = value(name);
    return value == null ? null : object(path(name), value);
  }

  /** The objects in the array member {@code name}; those that are no objects are reported. */
  List<Fields> objects(String name) {
    return objects(name, MAX_OBJECTS);
  }

  /** The same, of at most {@code most}. */
  List<Fields> objects(String name, int most) {
    List<Fields> objects = new ArrayList<>();
    List<JsonValue> values = array(name, most);
    for (int i = 0; i < values.size(); i++) {
      Fields element = object(path(name) + "[" + i + "]", values.get(i));
      if (element != null) {
        objects.add(element);
      }
    }
    return objects;
  }

  /** The texts in the array member {@code name}, none of them empty, each of the form asked for. */
  List<String> texts(String name, Values form) {
    List<String> texts = new ArrayList<>();
    List<JsonValue> values = array(name, form.most());
    for (int i = 0; i < values.size(); i++) {
      String element = path(name) + "[" + i + "]";
      String text = text(element, values.get(i), MAX_TEXT);
      if (text == null) {
        continue;
      }
      texts.add(text);
      if (text.isEmpty()) {
        errors.add(element, text, "not empty");
      } else if (!form.fits(text)) {
        errors.add(element, text, form.expected());
      }
    }
    return texts;
  }

  /** Reports the array member {@code name} when it is there but empty. */
  void notEmpty(String name, String expected) {
    if (object.get(name) instanceof JsonArray array && array.values().isEmpty()) {
      errors.add(path(name), "empty (expected: " + expected + ")");
    }
  }

  /** The texts in the object member {@code name}, by their names. */
  Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    Fields map = object(name);
    if (map != null) {
      for (String key : map.object.members().keySet()) {
        String text = map.value(key) instanceof JsonString value ? value.value() : null;
        if (text == null) {
          errors.add(map.path + "[" + key + "]", "wrong type (expected: string)");
        } else {
          texts.put(key, text);
        }
      }
    }
    return texts;
  }

  /** The objects in the object member {@code name}, by their names. */
  Map<String, Fields> objectMap(String name) {
    Map<String, Fields> objects = new LinkedHashMap<>();
    Fields map = object(name);
    if (map != null) {
      for (String key : map.object.members().keySet()) {
        JsonValue value = map.value(key);
        Fields element = value == null ? null : object(map.path + "[" + key + "]", value);
        if (element != null) {
          objects.put(key, element);
        }
      }
    }
    return objects;
  }

  /** Reports the members that nobody asked for. */
  void end() {
    for (String name : object.members().keySet()) {
      if (!asked.contains(name)) {
        errors.add(path(name), "unknown field (expected: one that this kind has)");
      }
    }
  }

  private List<JsonValue> array(String name, int limit) {
    JsonValue value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      wrongType(path(name), value, "array");
      return List.of();
    }
    if (array.values().size() > limit) {
      errors.add(path(name), array.values().size() + " elements", "at most " + limit);
      return List.of();
    }
    return array.values();
  }

  private @Nullable Fields object(String where, JsonValue value) {
    if (value instanceof JsonObject member) {
      return new Fields(where, member, errors);
    }
    wrongType(where, value, "object");
    return null;
  }

  private @Nullable String text(String where, JsonValue value, int most) {
    if (!(value instanceof JsonString text)) {
      wrongType(where, value, "string");
      return null;
    }
    if (text.value().length() > most) {
      errors.add(where, text.value(), "at most " + most + " characters");
      return null;
    }
    return text.value();
  }

  private void wrongType(String where, JsonValue value, String expected) {
    errors.add(where, "wrong type: " + value.typeName() + " (expected: " + expected + ")");
  }
}

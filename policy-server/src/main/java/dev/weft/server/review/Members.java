package dev.weft.server.review;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The members of one object, each of which has to be asked for; {@link #end()} reports the others.
 * A member that is null counts as absent, as everywhere in the Kubernetes API. Not thread-safe.
 */
final class Members {
  private final String path;
  private final JsonObject object;
  private final Findings findings;
  private final Set<String> asked = new HashSet<>();

  Members(String path, JsonObject object, Findings findings) {
    this.path = path;
    this.object = object;
    this.findings = findings;
  }

  /** The path of the member {@code name}. */
  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  Findings findings() {
    return findings;
  }

  /** Lets the member {@code name} be whatever it is. */
  void ignore(String name) {
    asked.add(name);
  }

  /** The member as it is. */
  Optional<JsonValue> value(String name) {
    asked.add(name);
    JsonValue value = object.get(name);
    return value instanceof JsonNull ? Optional.empty() : Optional.ofNullable(value);
  }

  /** The text of at most {@code most} characters. */
  Optional<String> text(String name, int most) {
    return value(name).flatMap(value -> text(path(name), value, most));
  }

  /** The whole number from 0 to {@code most}. */
  OptionalInt number(String name, int most) {
    Optional<JsonValue> value = value(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!(value.get() instanceof JsonNumber number)) {
      wrongType(path(name), value.get(), "number");
      return OptionalInt.empty();
    }
    try {
      long found = number.longValueExact();
      if (found >= 0 && found <= most) {
        return OptionalInt.of((int) found);
      }
    } catch (ArithmeticException e) {
      findings.add(path(name), "no whole number (expected: 0 to " + most + ")");
      return OptionalInt.empty();
    }
    findings.add(path(name), number.value().toString(), "0 to " + most);
    return OptionalInt.empty();
  }

  /** The object as it is. */
  Optional<JsonObject> json(String name) {
    Optional<JsonValue> value = value(name);
    if (value.isPresent() && !(value.get() instanceof JsonObject)) {
      wrongType(path(name), value.get(), "object");
    }
    return value.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
  }

  /** The members of an object. */
  Optional<Members> object(String name) {
    return json(name).map(it -> new Members(path(name), it, findings));
  }

  /** The array of at most {@code most} elements. */
  Optional<List<JsonValue>> array(String name, int most) {
    Optional<JsonValue> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof JsonArray array)) {
      wrongType(path(name), value.get(), "array");
      return Optional.empty();
    }
    if (array.values().size() > most) {
      findings.add(
          path(name), array.values().size() + " elements (expected: at most " + most + ")");
      return Optional.empty();
    }
    return Optional.of(array.values());
  }

  /** The texts of an object, by their names; those that are wrong are left out. */
  Map<String, String> texts(String name, int mostMembers, int mostCharacters) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonObject map = json(name).orElse(JsonObject.EMPTY);
    if (map.members().size() > mostMembers) {
      findings.add(
          path(name), map.members().size() + " members (expected: at most " + mostMembers + ")");
      return texts;
    }
    map.members()
        .forEach(
            (key, value) ->
                text(path(name) + "[" + key + "]", value, mostCharacters)
                    .ifPresent(text -> texts.put(key, text)));
    return texts;
  }

  /** The text {@code value} at {@code where}, or empty when it is none, which is reported. */
  Optional<String> text(String where, JsonValue value, int most) {
    if (!(value instanceof JsonString text)) {
      wrongType(where, value, "string");
      return Optional.empty();
    }
    if (text.value().length() > most) {
      findings.add(where, text.value().length() + " characters (expected: at most " + most + ")");
      return Optional.empty();
    }
    return Optional.of(text.value());
  }

  /** Reports the members that nobody asked for. */
  void end() {
    for (String name : object.members().keySet()) {
      if (!asked.contains(name)) {
        findings.add(
            path(name),
            "unknown field (expected: one of "
                + String.join(", ", asked.stream().sorted().toList())
                + ")");
      }
    }
  }

  private void wrongType(String where, JsonValue value, String expected) {
    findings.add(where, "wrong type: " + value.typeName() + " (expected: " + expected + ")");
  }
}

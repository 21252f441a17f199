package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks a resource by a structural schema: unknown fields, types, enums, bounds, patterns and what
 * is required. It is for kinds that have no reader of their own; policies are judged by the readers
 * with which workloads read them. Not thread-safe.
 */
public final class SchemaCheck {
  /** More causes than this are not listed, so that an answer stays small. */
  private static final int MAX_CAUSES = 100;

  private static final int MAX_EXCERPT = 100;

  private final List<Cause> causes = new ArrayList<>();

  private SchemaCheck() {}

  /** What is wrong with {@code value} by {@code schema}; {@code path} is the value's own. */
  public static List<Cause> check(String path, JsonValue value, JsonObject schema) {
    SchemaCheck check = new SchemaCheck();
    check.value(path, value, schema);
    return check.causes;
  }

  private void value(String path, JsonValue value, JsonObject schema) {
    String type = schema.string("type");
    if (type != null && !type.equals(typeOf(value, type))) {
      add(path, value.typeName() + " (expected: " + type + ")");
    } else if (value instanceof JsonObject object) {
      object(path, object, schema);
    } else if (value instanceof JsonArray array) {
      array(path, array, schema);
    } else if (value instanceof JsonString text) {
      text(path, text.value(), schema);
    } else if (value instanceof JsonNumber number) {
      number(path, number, schema);
    }
  }

  private static String typeOf(JsonValue value, String wanted) {
    if (value instanceof JsonNumber number) {
      boolean whole = number.value().stripTrailingZeros().scale() <= 0;
      return wanted.equals("integer") && whole ? "integer" : "number";
    }
    if (value instanceof JsonBoolean) {
      return "boolean";
    }
    return value instanceof JsonNull ? "null" : value.typeName();
  }

  private void object(String path, JsonObject object, JsonObject schema) {
    JsonObject properties = schema.object("properties");
    boolean open = schema.get("x-kubernetes-preserve-unknown-fields") instanceof JsonBoolean;
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      String name = member.getKey();
      if (properties.get(name) instanceof JsonObject property) {
        value(path.isEmpty() ? name : path + "." + name, member.getValue(), property);
      } else if (schema.get("additionalProperties") instanceof JsonObject each) {
        value(path + "[" + excerpt(name) + "]", member.getValue(), each);
      } else if (!open) {
        add(
            path.isEmpty() ? name : path + "." + name,
            "unknown field (expected: one of "
                + String.join(", ", properties.members().keySet())
                + ")");
      }
    }
    for (JsonValue required : schema.array("required").values()) {
      if (required instanceof JsonString name && object.get(name.value()) == null) {
        add(path.isEmpty() ? name.value() : path + "." + name.value(), "missing (expected: set)");
      }
    }
    count(path, object.members().size(), schema, "minProperties", "maxProperties");
  }

  private void array(String path, JsonArray array, JsonObject schema) {
    int before = causes.size();
    count(path, array.values().size(), schema, "minItems", "maxItems");
    if (causes.size() > before) {
      return;
    }
    for (int i = 0; i < array.values().size(); i++) {
      value(path + "[" + i + "]", array.values().get(i), schema.object("items"));
    }
    if ("set".equals(schema.string("x-kubernetes-list-type"))
        && array.values().stream().distinct().count() < array.values().size()) {
      add(path, "has an element twice (expected: each once)");
    }
  }

  private void text(String path, String text, JsonObject schema) {
    count(path, text.codePointCount(0, text.length()), schema, "minLength", "maxLength");
    List<JsonValue> options = schema.array("enum").values();
    if (!options.isEmpty() && !options.contains(new JsonString(text))) {
      List<String> texts = new ArrayList<>();
      options.forEach(it -> texts.add(it instanceof JsonString option ? option.value() : ""));
      add(path, excerpt(text) + " (expected: " + String.join(", ", texts) + ")");
    }
    String pattern = schema.string("pattern");
    if (pattern != null
        && text.length() <= 4096
        && !Pattern.compile(pattern).matcher(text).find()) {
      add(path, excerpt(text) + " (expected: to match " + pattern + ")");
    }
  }

  private void number(String path, JsonNumber number, JsonObject schema) {
    if (schema.get("minimum") instanceof JsonNumber least
        && number.value().compareTo(least.value()) < 0) {
      add(path, excerpt(number.value().toString()) + " (expected: at least " + least.value() + ")");
    }
    if (schema.get("maximum") instanceof JsonNumber most
        && number.value().compareTo(most.value()) > 0) {
      add(path, excerpt(number.value().toString()) + " (expected: at most " + most.value() + ")");
    }
  }

  private void count(String path, int size, JsonObject schema, String min, String max) {
    Long least = bound(schema.get(min));
    Long most = bound(schema.get(max));
    if (least != null && size < least) {
      add(path, "length " + size + " (expected: at least " + least + ")");
    }
    if (most != null && size > most) {
      add(path, "length " + size + " (expected: at most " + most + ")");
    }
  }

  private static @Nullable Long bound(@Nullable JsonValue value) {
    return value instanceof JsonNumber number ? number.longValueExact() : null;
  }

  private void add(String path, String message) {
    if (causes.size() < MAX_CAUSES) {
      causes.add(new Cause(path, message));
    }
  }

  private static String excerpt(String text) {
    String head = text.length() <= MAX_EXCERPT ? text : text.substring(0, MAX_EXCERPT) + "...";
    StringBuilder shown = new StringBuilder(head.length());
    head.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return shown.toString();
  }
}

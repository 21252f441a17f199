package dev.weft.server.access.review;

import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import java.util.Set;

/**
 * What a kind of question is called. It is in no namespace.
 *
 * @param group the API group
 * @param version its version
 * @param kind the kind as it stands in a body
 * @param plural the kind as it stands in a path
 */
public record ReviewKind(String group, String version, String kind, String plural) {
  private static final Set<String> FIELDS =
      Set.of("apiVersion", "kind", "metadata", "spec", "status");

  /** Group and version as they stand in a body. */
  public String apiVersion() {
    return group + "/" + version;
  }

  /**
   * The {@code spec} of a question of this kind; empty when it has none.
   *
   * @throws ApiException 400 when {@code body} is of another kind or has unknown fields
   */
  JsonObject spec(JsonObject body) {
    requireFields("", body, FIELDS);
    require("apiVersion", body, apiVersion());
    require("kind", body, kind);
    return object("spec", body);
  }

  /** The answer to a question. */
  JsonObject answer(JsonObject spec, JsonObject status) {
    return JsonObject.builder()
        .put("apiVersion", apiVersion())
        .put("kind", kind)
        .put("metadata", JsonObject.builder().put("creationTimestamp", JsonNull.NULL).build())
        .put("spec", spec)
        .put("status", status)
        .build();
  }

  private static void require(String field, JsonObject body, String expected) {
    if (!expected.equals(body.string(field))) {
      throw ApiException.badRequest(field, body.string(field) + " (expected: " + expected + ")");
    }
  }

  /** Refuses fields of {@code object} other than {@code known}. */
  static void requireFields(String prefix, JsonObject object, Set<String> known) {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw ApiException.badRequest(prefix + name, "unknown field");
      }
    }
  }

  /** The object {@code name}; an empty one when it is absent. */
  static JsonObject object(String name, JsonObject parent) {
    JsonValue value = parent.get(name);
    if (value == null || value instanceof JsonNull) {
      return JsonObject.EMPTY;
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw ApiException.badRequest(name, value.typeName() + " (expected: object)");
  }

  /** The text {@code name}; empty when it is absent. */
  static String text(String prefix, String name, JsonObject parent) {
    JsonValue value = parent.get(name);
    if (value == null || value instanceof JsonNull) {
      return "";
    }
    if (value instanceof JsonString text) {
      return text.value();
    }
    throw ApiException.badRequest(prefix + name, value.typeName() + " (expected: string)");
  }
}

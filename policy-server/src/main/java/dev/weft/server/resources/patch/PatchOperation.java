package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;

/** One operation of a JSON patch (RFC 6902 section 4). */
sealed interface PatchOperation {
  /** Section 4.1. */
  record Add(JsonPointer path, JsonValue value) implements PatchOperation {}

  /** Section 4.2. */
  record Remove(JsonPointer path) implements PatchOperation {}

  /** Section 4.3. */
  record Replace(JsonPointer path, JsonValue value) implements PatchOperation {}

  /** Section 4.4. */
  record Move(JsonPointer from, JsonPointer path) implements PatchOperation {}

  /** Section 4.5. */
  record Copy(JsonPointer from, JsonPointer path) implements PatchOperation {}

  /** Section 4.6. */
  record Test(JsonPointer path, JsonValue value) implements PatchOperation {}

  /**
   * Reads an operation; members that RFC 6902 does not define are ignored, as its section 4 says.
   *
   * @param at where the operation stands, for messages, such as {@code patch[3]}
   * @throws ApiException 400 when it is malformed
   */
  static PatchOperation read(String at, JsonValue json) {
    if (!(json instanceof JsonObject operation)) {
      throw ApiException.badRequest(at, json.typeName() + " (expected: object)");
    }
    String name = text(at, operation, "op");
    return switch (name) {
      case "add" -> new Add(pointer(at, operation, "path"), value(at, operation));
      case "remove" -> new Remove(pointer(at, operation, "path"));
      case "replace" -> new Replace(pointer(at, operation, "path"), value(at, operation));
      case "move" -> new Move(pointer(at, operation, "from"), pointer(at, operation, "path"));
      case "copy" -> new Copy(pointer(at, operation, "from"), pointer(at, operation, "path"));
      case "test" -> new Test(pointer(at, operation, "path"), value(at, operation));
      default ->
          throw ApiException.badRequest(
              at + ".op", name + " (expected: add, remove, replace, move, copy or test)");
    };
  }

  private static JsonValue value(String at, JsonObject operation) {
    JsonValue value = operation.get("value");
    if (value == null) {
      throw ApiException.badRequest(at + ".value", "missing (expected: a value)");
    }
    return value;
  }

  private static JsonPointer pointer(String at, JsonObject operation, String member) {
    try {
      return JsonPointer.parse(text(at, operation, member));
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(at + "." + member, String.valueOf(e.getMessage()));
    }
  }

  private static String text(String at, JsonObject operation, String member) {
    JsonValue value = operation.get(member);
    if (value instanceof JsonString text) {
      return text.value();
    }
    String found = value == null ? "missing" : value.typeName();
    throw ApiException.badRequest(at + "." + member, found + " (expected: string)");
  }
}

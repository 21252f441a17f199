package dev.weft.core.json;

/** One value of a JSON document (RFC 8259). Immutable, and safe to share between threads. */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /**
   * The name of this value's type as RFC 8259 has it, for messages: "object", "array" and so on.
   */
  String typeName();

  /** The string value for {@code text}. */
  static JsonValue of(String text) {
    return new JsonString(text);
  }

  /** The number value for {@code number}. */
  static JsonValue of(long number) {
    return new JsonNumber(java.math.BigDecimal.valueOf(number));
  }

  /** The boolean value for {@code value}. */
  static JsonValue of(boolean value) {
    return new JsonBoolean(value);
  }
}

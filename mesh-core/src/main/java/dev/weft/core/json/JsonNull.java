package dev.weft.core.json;

/** The JSON {@code null}. */
public record JsonNull() implements JsonValue {
  /** The one value. */
  public static final JsonNull NULL = new JsonNull();

  @Override
  public String typeName() {
    return "null";
  }
}

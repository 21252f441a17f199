package dev.weft.core.json;

/** A JSON string. */
public record JsonString(String value) implements JsonValue {
  @Override
  public String typeName() {
    return "string";
  }
}

package dev.weft.core.json;

/** A JSON {@code true} or {@code false}. */
public record JsonBoolean(boolean value) implements JsonValue {
  @Override
  public String typeName() {
    return "boolean";
  }
}

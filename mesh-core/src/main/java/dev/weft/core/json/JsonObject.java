package dev.weft.core.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object; its members keep the order in which they were written. */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {
  /** The object without members. */
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Starts a new object. */
  public static Builder builder() {
    return new Builder();
  }

  /** The member {@code name}, or null when there is none. */
  public @Nullable JsonValue get(String name) {
    return members.get(name);
  }

  /** The text of the string member {@code name}, or null when it is absent or no string. */
  public @Nullable String string(String name) {
    return members.get(name) instanceof JsonString text ? text.value() : null;
  }

  /** The object member {@code name}, or an empty one when it is absent or no object. */
  public JsonObject object(String name) {
    return members.get(name) instanceof JsonObject object ? object : EMPTY;
  }

  /** The array member {@code name}, or an empty one when it is absent or no array. */
  public JsonArray array(String name) {
    return members.get(name) instanceof JsonArray array
        ? array
        : new JsonArray(java.util.List.of());
  }

  /** This object with {@code name} set to {@code value}; an existing member keeps its place. */
  public JsonObject with(String name, JsonValue value) {
    Map<String, JsonValue> copy = new LinkedHashMap<>(members);
    copy.put(name, value);
    return new JsonObject(copy);
  }

  /** This object without the member {@code name}. */
  public JsonObject without(String name) {
    Map<String, JsonValue> copy = new LinkedHashMap<>(members);
    copy.remove(name);
    return new JsonObject(copy);
  }

  @Override
  public String typeName() {
    return "object";
  }

  /** Collects members in order. Not thread-safe. */
  public static final class Builder {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    private Builder() {}

    /** Sets {@code name} to {@code value}. */
    public Builder put(String name, JsonValue value) {
      members.put(name, value);
      return this;
    }

    /** Sets {@code name} to a string. */
    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    /** Sets {@code name} to a whole number. */
    public Builder put(String name, long value) {
      return put(name, JsonValue.of(value));
    }

    /** Sets {@code name} to a boolean. */
    public Builder put(String name, boolean value) {
      return put(name, new JsonBoolean(value));
    }

    /** The object. */
    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}

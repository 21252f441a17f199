package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of a field, such as {@code spec.mtls.mode}. It does not lead into arrays.
 *
 * @param names the names on the way
 */
public record FieldPath(List<String> names) {
  public FieldPath {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("path: empty (expected: at least one name)");
    }
  }

  /** The path that {@code text} spells, its names separated by dots. */
  public static FieldPath of(String text) {
    return new FieldPath(List.of(text.split("\\.", -1)));
  }

  /** The value at this path of {@code resource}, or null when there is none. */
  public @Nullable JsonValue in(JsonObject resource) {
    JsonObject object = resource;
    for (String name : names.subList(0, names.size() - 1)) {
      object = object.object(name);
    }
    return object.get(names.get(names.size() - 1));
  }

  @Override
  public String toString() {
    return String.join(".", names);
  }
}

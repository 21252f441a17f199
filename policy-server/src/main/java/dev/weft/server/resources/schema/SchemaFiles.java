package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the structural schemas that are part of the program, one file for each kind. */
final class SchemaFiles {
  /** The types of the Kubernetes API that every kind uses. */
  static final JsonObject META = read("meta");

  private static final JsonObject SHARED = read("shared");

  private SchemaFiles() {}

  /** The schema of {@code id}, with what every resource has and without references. */
  static JsonObject kind(GroupVersionKind id) {
    JsonObject own = resolve(read(id.kind()));
    JsonObject.Builder properties =
        JsonObject.builder()
            .put("apiVersion", text("The group and version of the kind: " + id.apiVersion() + "."))
            .put("kind", text("The kind: " + id.kind() + "."))
            .put("metadata", META.object("ObjectMeta"));
    own.object("properties").members().forEach(properties::put);
    return own.with("properties", properties.build());
  }

  static JsonObject text(String description) {
    return JsonObject.builder().put("type", "string").put("description", description).build();
  }

  /** A reference stands for the shared piece of its name; what stands beside it goes before. */
  private static JsonObject resolve(JsonObject schema) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    String name = schema.string("$ref");
    if (name != null) {
      if (!(SHARED.get(name) instanceof JsonObject piece)) {
        throw new IllegalStateException("$ref: " + name + " (expected: a piece of shared.yaml)");
      }
      members.putAll(resolve(piece).members());
    }
    schema.without("$ref").members().forEach((key, value) -> members.put(key, resolve(value)));
    return new JsonObject(members);
  }

  private static JsonValue resolve(JsonValue value) {
    if (value instanceof JsonObject object) {
      return resolve(object);
    }
    return value instanceof JsonArray array
        ? new JsonArray(array.values().stream().map(SchemaFiles::resolve).toList())
        : value;
  }

  private static JsonObject read(String name) {
    String path = "/schema/" + name + ".yaml";
    try (InputStream in = SchemaFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("resource: " + path + " missing from the program");
      }
      if (Yaml.read(in.readAllBytes()) instanceof JsonObject object) {
        return object;
      }
      throw new IllegalStateException("resource: " + path + " (expected: an object)");
    } catch (JsonFormatException e) {
      throw new IllegalStateException("resource: " + path + " malformed", e);
    } catch (IOException e) {
      throw new UncheckedIOException("resource: " + path + " cannot be read", e);
    }
  }
}

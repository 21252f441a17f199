package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An object in a schema, and how to make a resource that has a given object at its place.
 *
 * @param path the place, as the readers name it
 * @param schema its schema
 * @param wrap makes the resource
 */
record SchemaNode(String path, JsonObject schema, Function<JsonValue, JsonValue> wrap) {

  /** All objects with named fields at and below {@code node}. */
  static List<SchemaNode> walk(SchemaNode node) {
    List<SchemaNode> nodes = new ArrayList<>();
    collect(node, nodes);
    return nodes;
  }

  private static void collect(SchemaNode node, List<SchemaNode> nodes) {
    JsonObject schema = node.schema();
    Map<String, JsonValue> properties = schema.object("properties").members();
    if (!properties.isEmpty()) {
      nodes.add(node);
    }
    properties.forEach(
        (name, field) ->
            collect(
                new SchemaNode(
                    node.path() + "." + name,
                    (JsonObject) field,
                    value -> node.wrap().apply(JsonObject.builder().put(name, value).build())),
                nodes));
    if (schema.get("items") instanceof JsonObject items) {
      collect(
          new SchemaNode(
              node.path() + "[0]",
              items,
              value -> node.wrap().apply(new JsonArray(List.of(value)))),
          nodes);
    }
    if (schema.get("additionalProperties") instanceof JsonObject each) {
      collect(
          new SchemaNode(
              node.path() + "[8080]",
              each,
              value -> node.wrap().apply(JsonObject.builder().put("8080", value).build())),
          nodes);
    }
  }

  /** A value of the type that {@code schema} asks for. */
  static JsonValue sample(JsonObject schema) {
    return switch (String.valueOf(schema.string("type"))) {
      case "object" -> JsonObject.EMPTY;
      case "array" -> new JsonArray(List.of(sample(schema.object("items"))));
      case "integer" -> JsonValue.of(1);
      case "boolean" -> JsonValue.of(true);
      default ->
          schema.array("enum").values().isEmpty()
              ? JsonValue.of("1")
              : schema.array("enum").values().get(0);
    };
  }
}

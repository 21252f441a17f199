package dev.weft.server.resources.table;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.resources.schema.Column;
import dev.weft.server.resources.schema.KindInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the tables that {@code kubectl get} prints (Kubernetes API concepts, "Receiving resources
 * as Tables").
 *
 * @param kind whose resources are shown
 * @param metaVersion the version of meta.k8s.io, v1 or v1beta1
 * @param include what of a resource its row carries
 */
public record Tables(KindInfo kind, String metaVersion, IncludeObject include) {

  /** Whether a table defines its columns. */
  public enum Headings {
    SHOWN,
    /** For all events of a watch but the first, as Kubernetes has it. */
    LEFT_OUT
  }

  /** The table of one resource, or of the resources in a list. */
  public JsonObject of(JsonObject resourceOrList, Instant now) {
    return of(resourceOrList, now, Headings.SHOWN);
  }

  /** The table of one resource, or of the resources in a list, with or without its columns. */
  public JsonObject of(JsonObject resourceOrList, Instant now, Headings headings) {
    List<JsonValue> rows = new ArrayList<>();
    if (resourceOrList.get("items") instanceof JsonArray items) {
      for (JsonValue item : items.values()) {
        if (item instanceof JsonObject resource) {
          rows.add(row(resource, now));
        }
      }
    } else {
      rows.add(row(resourceOrList, now));
    }
    return JsonObject.builder()
        .put("kind", "Table")
        .put("apiVersion", "meta.k8s.io/" + metaVersion)
        .put("metadata", metadata(resourceOrList.object("metadata")))
        .put("columnDefinitions", headings == Headings.SHOWN ? columns() : new JsonArray(List.of()))
        .put("rows", new JsonArray(rows))
        .build();
  }

  private static JsonObject metadata(JsonObject from) {
    JsonObject.Builder metadata = JsonObject.builder();
    for (String name : List.of("resourceVersion", "continue", "remainingItemCount")) {
      JsonValue value = from.get(name);
      if (value != null) {
        metadata.put(name, value);
      }
    }
    return metadata.build();
  }

  private JsonArray columns() {
    List<JsonValue> columns = new ArrayList<>();
    columns.add(definition("Name", "string", "name", "The name, unique in its namespace.", 0));
    for (Column column : kind.columns()) {
      columns.add(
          definition(
              column.name(),
              column.type().text(),
              "",
              column.description(),
              column.width().priority()));
    }
    return new JsonArray(columns);
  }

  private static JsonObject definition(
      String name, String type, String format, String description, int priority) {
    return JsonObject.builder()
        .put("name", name)
        .put("type", type)
        .put("format", format)
        .put("description", description)
        .put("priority", priority)
        .build();
  }

  private JsonObject row(JsonObject resource, Instant now) {
    List<JsonValue> cells = new ArrayList<>();
    String name = resource.object("metadata").string("name");
    cells.add(JsonValue.of(name == null ? "" : name));
    kind.columns().forEach(column -> cells.add(Cells.of(column.content(), resource, now)));
    JsonObject.Builder row = JsonObject.builder().put("cells", new JsonArray(cells));
    switch (include) {
      case METADATA -> row.put("object", PartialMetadata.of(resource, metaVersion));
      case OBJECT -> row.put("object", resource);
      case NONE -> row.put("object", dev.weft.core.json.JsonNull.NULL);
    }
    return row.build();
  }
}

package dev.weft.server.audit;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Part of the log, the newest first.
 *
 * @param entries the entries
 * @param newest the number of the newest entry of the whole log; 0 when it is empty
 * @param next where to go on, as {@link AuditQuery#before}; empty when this is the end
 */
public record AuditPage(List<AuditEntry> entries, long newest, OptionalLong next) {
  public AuditPage {
    entries = List.copyOf(entries);
  }

  /** The list of resources that this page is. */
  public JsonObject list() {
    JsonObject.Builder metadata =
        JsonObject.builder().put("resourceVersion", String.valueOf(newest));
    if (next.isPresent()) {
      metadata.put("continue", String.valueOf(next.getAsLong()));
    }
    List<JsonValue> items = new ArrayList<>();
    entries.forEach(it -> items.add(it.resource()));
    return JsonObject.builder()
        .put("apiVersion", AuditEntry.API_VERSION)
        .put("kind", AuditEntry.KIND + "List")
        .put("metadata", metadata.build())
        .put("items", new JsonArray(items))
        .build();
  }
}

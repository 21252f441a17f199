package dev.weft.server.resources.history;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.resources.patch.Diff;
import dev.weft.server.resources.patch.FieldChange;
import dev.weft.server.store.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Revisions as people read them. */
final class RevisionJson {
  private static final String API_VERSION = "weft.dev/v1";

  private RevisionJson() {}

  static JsonObject list(long revision, List<JsonValue> items) {
    return JsonObject.builder()
        .put("apiVersion", API_VERSION)
        .put("kind", "RevisionList")
        .put(
            "metadata",
            JsonObject.builder().put("resourceVersion", String.valueOf(revision)).build())
        .put("items", new JsonArray(items))
        .build();
  }

  static JsonObject json(HistoryEntry entry) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("revision", entry.revision())
            .put("at", entry.at().toString())
            .put("author", entry.author())
            .put("action", entry.type().name().toLowerCase(Locale.ROOT));
    if (entry.type() == HistoryEntry.Type.PUT) {
      json.put("resource", entry.resource().body());
    }
    return json.build();
  }

  static JsonObject difference(Optional<HistoryEntry> before, HistoryEntry after) {
    List<JsonValue> changes = new ArrayList<>();
    for (FieldChange change :
        Diff.between(before.map(RevisionJson::content).orElse(JsonObject.EMPTY), content(after))) {
      JsonObject.Builder json = JsonObject.builder().put("field", change.path());
      JsonValue was = change.before();
      JsonValue is = change.after();
      if (was != null) {
        json.put("before", was);
      }
      if (is != null) {
        json.put("after", is);
      }
      changes.add(json.build());
    }
    return JsonObject.builder()
        .put("apiVersion", API_VERSION)
        .put("kind", "RevisionDiff")
        .put("from", before.map(HistoryEntry::revision).orElse(0L))
        .put("to", after.revision())
        .put("author", after.author())
        .put("changes", new JsonArray(changes))
        .build();
  }

  /** The resource at that revision; empty when it had been deleted. */
  private static JsonObject content(HistoryEntry entry) {
    return entry.type() == HistoryEntry.Type.DELETE
        ? JsonObject.EMPTY
        : entry.resource().body().without("status");
  }
}

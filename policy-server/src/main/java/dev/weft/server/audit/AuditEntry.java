package dev.weft.server.audit;

import dev.weft.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A record as it stands in the log.
 *
 * @param seq its number; later ones have higher numbers
 * @param at when it was made
 * @param record what it says
 */
public record AuditEntry(long seq, Instant at, AuditRecord record) {
  /** The API version of the resource that an entry is. */
  public static final String API_VERSION = "weft.dev/v1";

  /** The kind of the resource that an entry is; it is in no namespace. */
  public static final String KIND = "AuditEvent";

  /** The resource that this entry is; its name is its number. */
  public JsonObject resource() {
    JsonObject.Builder spec =
        JsonObject.builder()
            .put("at", at.toString())
            .put("actor", record.actor())
            .put("action", record.action())
            .put("subject", record.subject());
    if (!record.detail().isEmpty()) {
      spec.put("detail", record.detail());
    }
    if (record.fromRevision() != null) {
      spec.put("fromRevision", String.valueOf(record.fromRevision()));
    }
    if (record.toRevision() != null) {
      spec.put("toRevision", String.valueOf(record.toRevision()));
    }
    String number = String.valueOf(seq);
    return JsonObject.builder()
        .put("apiVersion", API_VERSION)
        .put("kind", KIND)
        .put(
            "metadata",
            JsonObject.builder()
                .put("name", number)
                .put("uid", "audit-" + number)
                .put("resourceVersion", number)
                .put("creationTimestamp", at.truncatedTo(ChronoUnit.SECONDS).toString())
                .build())
        .put("spec", spec.build())
        .build();
  }
}

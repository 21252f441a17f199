package dev.weft.server.audit;

import dev.weft.server.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who did what, when. A record is part of the transaction of what it tells of. */
public final class AuditLog {
  /** The action of a refused SVID; anybody can cause these, so only the newest are kept. */
  public static final String SVID_REFUSE = "svid.refuse";

  /** The action of an SVID issued. */
  public static final String SVID_ISSUE = "svid.issue";

  private static final int REFUSALS_KEPT = 10_000;
  private static final Duration ISSUES_KEPT = Duration.ofDays(90);
  private static final int LONGEST_TEXT = 1000;

  private AuditLog() {}

  /** Appends {@code entry} to the transaction of {@code handle}. */
  public static void append(Handle handle, Instant at, AuditRecord entry) {
    handle.execute(
        "INSERT INTO audit (seq, at, actor, action, subject, detail, from_revision, to_revision)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        nextNumber(handle),
        at.toEpochMilli(),
        shorten(entry.actor()),
        entry.action(),
        shorten(entry.subject()),
        shorten(entry.detail()),
        entry.fromRevision(),
        entry.toRevision());
  }

  /** The newest {@code limit} records, the newest first. */
  public static List<AuditRecord> newest(Database database, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM audit ORDER BY seq DESC LIMIT :limit")
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new AuditRecord(
                            row.getString("actor"),
                            row.getString("action"),
                            row.getString("subject"),
                            row.getString("detail"),
                            nullable(row.getLong("from_revision"), row.wasNull()),
                            nullable(row.getLong("to_revision"), row.wasNull())))
                .list());
  }

  /** Drops what need not be kept: the log of a server that runs for years stays bounded. */
  public static void prune(Database database, Instant now) {
    database.<Integer>write(
        handle ->
            handle.execute(
                    "DELETE FROM audit WHERE action = ? AND seq <= (SELECT seq FROM audit"
                        + " WHERE action = ? ORDER BY seq DESC LIMIT 1 OFFSET "
                        + REFUSALS_KEPT
                        + ")",
                    SVID_REFUSE,
                    SVID_REFUSE)
                + handle.execute(
                    "DELETE FROM audit WHERE action = ? AND at < ?",
                    SVID_ISSUE,
                    now.minus(ISSUES_KEPT).toEpochMilli()));
  }

  private static @org.jspecify.annotations.Nullable Long nullable(long value, boolean wasNull) {
    return wasNull ? null : value;
  }

  /**
   * The counter's row stays locked until the transaction ends: numbers have no gap and no reuse.
   */
  private static long nextNumber(Handle handle) {
    return handle
        .createQuery("UPDATE revision SET value = value + 1 WHERE id = 3 RETURNING value")
        .mapTo(Long.class)
        .one();
  }

  private static String shorten(String text) {
    return StorableText.of(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
  }
}

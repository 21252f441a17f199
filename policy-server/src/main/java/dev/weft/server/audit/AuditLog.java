package dev.weft.server.audit;

import dev.weft.server.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** Who did what, when. A record is part of the transaction of what it tells of. */
public final class AuditLog {
  /** The action of a refused SVID; anybody can cause these, so only the newest are kept. */
  public static final String SVID_REFUSE = "svid.refuse";

  /** The action of an SVID issued. */
  public static final String SVID_ISSUE = "svid.issue";

  private static final int LONGEST_TEXT = 1000;

  private AuditLog() {}

  /** Appends {@code entry} to the transaction of {@code handle}. */
  public static void append(Handle handle, Instant at, AuditRecord entry) {
    // One transaction at a time past here, on every database: numbers are in the order of commits.
    handle.execute("UPDATE revision SET value = value WHERE id = 1");
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
                .map((row, context) -> entry(row).record())
                .list());
  }

  /** The part of the log that {@code query} asks for, the newest first. */
  public static AuditPage page(Handle handle, AuditQuery query) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder sql = new StringBuilder("SELECT * FROM audit WHERE 1 = 1");
    query.actor().ifPresent(it -> narrow(sql, " AND actor = :actor", values, "actor", it));
    query.action().ifPresent(it -> narrow(sql, " AND action = :action", values, "action", it));
    query
        .subjectPrefix()
        .ifPresent(
            it ->
                narrow(
                    sql,
                    " AND substr(subject, 1, length(:subject)) = :subject",
                    values,
                    "subject",
                    it));
    query
        .since()
        .ifPresent(it -> narrow(sql, " AND at >= :since", values, "since", it.toEpochMilli()));
    query
        .until()
        .ifPresent(it -> narrow(sql, " AND at < :until", values, "until", it.toEpochMilli()));
    query.before().ifPresent(it -> narrow(sql, " AND seq < :before", values, "before", it));
    List<AuditEntry> found =
        handle
            .createQuery(sql.append(" ORDER BY seq DESC LIMIT :limit").toString())
            .bindMap(values)
            .bind("limit", query.limit() + 1)
            .map((row, context) -> entry(row))
            .list();
    long newest =
        handle.createQuery("SELECT COALESCE(MAX(seq), 0) FROM audit").mapTo(Long.class).one();
    if (found.size() <= query.limit()) {
      return new AuditPage(found, newest, OptionalLong.empty());
    }
    List<AuditEntry> shown = found.subList(0, query.limit());
    return new AuditPage(shown, newest, OptionalLong.of(shown.get(shown.size() - 1).seq()));
  }

  /** The entry with this number. */
  public static Optional<AuditEntry> find(Handle handle, long seq) {
    return handle
        .createQuery("SELECT * FROM audit WHERE seq = :seq")
        .bind("seq", seq)
        .map((row, context) -> entry(row))
        .findOne();
  }

  private static void narrow(
      StringBuilder sql, String condition, Map<String, Object> values, String name, Object value) {
    sql.append(condition);
    values.put(name, value);
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("seq"),
        Instant.ofEpochMilli(row.getLong("at")),
        new AuditRecord(
            row.getString("actor"),
            row.getString("action"),
            row.getString("subject"),
            row.getString("detail"),
            nullable(row.getLong("from_revision"), row.wasNull()),
            nullable(row.getLong("to_revision"), row.wasNull())));
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

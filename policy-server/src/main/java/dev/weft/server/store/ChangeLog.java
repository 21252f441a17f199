package dev.weft.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The rows of every change: what other processes and watches catch up by, and the history of each
 * resource. A row holds the resource as it was after the change or, for a deletion, before it.
 */
final class ChangeLog {
  /** What a row tells of. */
  enum Type {
    PUT,
    STATUS,
    DELETE
  }

  /** One row. */
  record Row(long revision, Type type, String author, Instant at, Resource resource) {}

  private static final String SAME_KEY =
      "api_group = :group AND kind = :kind AND namespace = :namespace AND name = :name";

  private ChangeLog() {}

  static void append(Handle handle, Row row, String body) {
    Object[] values = ResourceRows.values(row.resource(), body);
    Object[] all = new Object[values.length + 4];
    all[0] = row.revision();
    all[1] = row.type().name();
    all[2] = row.author();
    all[3] = row.at().toEpochMilli();
    System.arraycopy(values, 0, all, 4, values.length);
    handle.execute(
        "INSERT INTO resource_change (revision, type, author, at, "
            + ResourceRows.COLUMNS
            + ") VALUES (?, ?, ?, ?, "
            + ResourceRows.PLACEHOLDERS
            + ")",
        all);
  }

  /** The changes after {@code revision}, in order. */
  static List<Row> after(Handle handle, long revision) {
    return handle
        .createQuery("SELECT * FROM resource_change WHERE revision > :after ORDER BY revision")
        .bind("after", revision)
        .map((row, context) -> read(row))
        .list();
  }

  /** The newest {@code limit} changes, in order. */
  static List<Row> newest(Handle handle, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM (SELECT * FROM resource_change ORDER BY revision DESC LIMIT :limit)"
                + " newest ORDER BY revision")
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** The last change of {@code key} before {@code revision}, if it is kept. */
  static Optional<Row> before(Handle handle, ResourceKey key, long revision) {
    return handle
        .createQuery(
            "SELECT * FROM resource_change WHERE "
                + SAME_KEY
                + " AND revision < :revision ORDER BY revision DESC LIMIT 1")
        .bind("group", key.group())
        .bind("kind", key.kind())
        .bind("namespace", key.namespace())
        .bind("name", key.name())
        .bind("revision", revision)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** What people did to {@code key}, the newest first. */
  static List<HistoryEntry> history(Handle handle, ResourceKey key, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM resource_change WHERE "
                + SAME_KEY
                + " AND type <> 'STATUS' ORDER BY revision DESC LIMIT :limit")
        .bind("group", key.group())
        .bind("kind", key.kind())
        .bind("namespace", key.namespace())
        .bind("name", key.name())
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .map(ChangeLog::entry)
        .list();
  }

  /** The revision up to which changes may be missing. */
  static long prunedTo(Handle handle) {
    return handle.createQuery("SELECT value FROM revision WHERE id = 2").mapTo(Long.class).one();
  }

  private static HistoryEntry entry(Row row) {
    HistoryEntry.Type type =
        row.type() == Type.DELETE ? HistoryEntry.Type.DELETE : HistoryEntry.Type.PUT;
    return new HistoryEntry(row.revision(), type, row.author(), row.at(), row.resource());
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("revision"),
        Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
        row.getString("author"),
        Instant.ofEpochMilli(row.getLong("at")),
        ResourceRows.read(row));
  }
}

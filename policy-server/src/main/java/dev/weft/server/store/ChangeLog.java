package dev.weft.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

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

  /** The newest {@code limit} changes of those after {@code revision}, in order. */
  static List<Row> newest(Handle handle, long revision, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM (SELECT * FROM resource_change WHERE revision > :after"
                + " ORDER BY revision DESC LIMIT :limit) newest ORDER BY revision")
        .bind("after", revision)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /**
   * What was stored just before {@code revision} of all that was changed at it or later, as far as
   * the log tells. One question, however many changes there are.
   */
  static Map<ResourceKey, Resource> statesBefore(Handle handle, long revision) {
    return handle
        .createQuery(
            "SELECT older.* FROM (SELECT DISTINCT api_group, kind, namespace, name"
                + " FROM resource_change WHERE revision >= :revision) touched"
                + " JOIN resource_change older ON older.revision = (SELECT MAX(last.revision)"
                + " FROM resource_change last WHERE last.api_group = touched.api_group"
                + " AND last.kind = touched.kind AND last.namespace = touched.namespace"
                + " AND last.name = touched.name AND last.revision < :revision)"
                + " WHERE older.type <> 'DELETE'")
        .bind("revision", revision)
        .map((row, context) -> ResourceRows.read(row))
        .collect(Collectors.toMap(Resource::key, Function.identity()));
  }

  /** What people did to {@code key}, the newest first. */
  static List<HistoryEntry> history(Handle handle, ResourceKey key, int limit) {
    return bind(
            handle.createQuery(
                "SELECT * FROM resource_change WHERE "
                    + SAME_KEY
                    + " AND type <> 'STATUS' ORDER BY revision DESC LIMIT :limit"),
            key)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .map(ChangeLog::entry)
        .list();
  }

  /** The first change after {@code revision} that was made at {@code from} or later. */
  static OptionalLong firstSince(Handle handle, long revision, Instant from) {
    return handle
        .createQuery(
            "SELECT revision FROM resource_change WHERE revision > :after AND at >= :from"
                + " ORDER BY revision LIMIT 1")
        .bind("after", revision)
        .bind("from", from.toEpochMilli())
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /**
   * The first {@code limit} keys behind {@code last} that have a row after {@code from} and up to
   * {@code to}, in the database's order.
   */
  static List<ResourceKey> keys(Handle handle, long from, long to, ResourceKey last, int limit) {
    return bind(
            handle.createQuery(
                "SELECT DISTINCT api_group, kind, namespace, name FROM resource_change"
                    + " WHERE revision > :from AND revision <= :to"
                    + " AND (api_group, kind, namespace, name)"
                    + " > (:group, :kind, :namespace, :name)"
                    + " ORDER BY api_group, kind, namespace, name LIMIT :limit"),
            last)
        .bind("from", from)
        .bind("to", to)
        .bind("limit", limit)
        .map((row, context) -> ResourceRows.key(row))
        .list();
  }

  /** All rows of {@code key} without what they hold, the newest first. */
  static List<PruneRule.Entry> entries(Handle handle, ResourceKey key) {
    return bind(
            handle.createQuery(
                "SELECT revision, type FROM resource_change WHERE "
                    + SAME_KEY
                    + " ORDER BY revision DESC"),
            key)
        .map(
            (row, context) ->
                new PruneRule.Entry(row.getLong("revision"), Type.valueOf(row.getString("type"))))
        .list();
  }

  /**
   * Drops all rows of up to {@code limit} keys that were deleted before {@code before}, at {@code
   * to} or earlier, and not made again.
   *
   * @return how many keys there were
   */
  static int dropGone(Handle handle, Instant before, long to, int limit) {
    List<ResourceKey> gone =
        handle
            .createQuery(
                "SELECT api_group, kind, namespace, name FROM resource_change old"
                    + " WHERE type = 'DELETE' AND at < :before AND revision <= :to"
                    + " AND NOT EXISTS (SELECT 1 FROM resource_change newer"
                    + " WHERE newer.api_group = old.api_group AND newer.kind = old.kind"
                    + " AND newer.namespace = old.namespace AND newer.name = old.name"
                    + " AND newer.revision > old.revision) LIMIT :limit")
            .bind("before", before.toEpochMilli())
            .bind("to", to)
            .bind("limit", limit)
            .map((row, context) -> ResourceRows.key(row))
            .list();
    for (ResourceKey key : gone) {
      handle
          .createUpdate("DELETE FROM resource_change WHERE " + SAME_KEY + " AND revision <= :to")
          .bind("group", key.group())
          .bind("kind", key.kind())
          .bind("namespace", key.namespace())
          .bind("name", key.name())
          .bind("to", to)
          .execute();
    }
    return gone.size();
  }

  private static Query bind(Query query, ResourceKey key) {
    return query
        .bind("group", key.group())
        .bind("kind", key.kind())
        .bind("namespace", key.namespace())
        .bind("name", key.name());
  }

  private static HistoryEntry entry(Row row) {
    HistoryEntry.Type type =
        row.type() == Type.DELETE ? HistoryEntry.Type.DELETE : HistoryEntry.Type.PUT;
    return new HistoryEntry(row.revision(), type, row.author(), row.at(), row.resource());
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("revision"),
        Type.valueOf(row.getString("type")),
        row.getString("author"),
        Instant.ofEpochMilli(row.getLong("at")),
        ResourceRows.read(row));
  }
}

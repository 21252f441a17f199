package dev.weft.server.directory;

import dev.weft.server.store.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Heartbeats in table {@code lease_heartbeat} of PostgreSQL, by the clock of the database. Not
 * thread-safe.
 */
public final class HeartbeatTable implements SharedHeartbeats {
  private static final String NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";
  private static final int BATCH = 5_000;

  /** A transaction takes its time before it, so news is looked for a little further back. */
  private static final long OVERLAP_MILLIS = 15_000;

  private static final Duration GONE_AFTER = Duration.ofMinutes(10);

  private final Database database;
  private long newsSince;

  public HeartbeatTable(Database database) {
    this.database = database;
  }

  @Override
  public void tell(Map<UUID, Heartbeat> heard) {
    // In order, so that two servers that tell of the same processes do not wait for each other.
    List<Map.Entry<UUID, Heartbeat>> sorted = List.copyOf(new TreeMap<>(heard).entrySet());
    for (int from = 0; from < sorted.size(); from += BATCH) {
      List<Map.Entry<UUID, Heartbeat>> part =
          sorted.subList(from, Math.min(from + BATCH, sorted.size()));
      database.<Integer>write(handle -> upsert(handle, part));
    }
  }

  private static int upsert(Handle handle, List<Map.Entry<UUID, Heartbeat>> part) {
    List<String> instances = new ArrayList<>();
    List<Long> applied = new ArrayList<>();
    List<String> reports = new ArrayList<>();
    for (Map.Entry<UUID, Heartbeat> it : part) {
      instances.add(it.getKey().toString());
      applied.add(it.getValue().applied());
      reports.add(it.getValue().json());
    }
    return withArrays(handle)
        .createUpdate(
            "INSERT INTO lease_heartbeat AS old (instance, heard, changed, applied, report)"
                + (" SELECT instance, " + NOW + ", " + NOW + ", applied, report")
                + " FROM unnest(:instances, :applied, :reports) AS told(instance, applied, report)"
                + " ON CONFLICT (instance) DO UPDATE SET heard = excluded.heard,"
                + " applied = excluded.applied, report = excluded.report,"
                + " changed = CASE WHEN old.applied = excluded.applied"
                + " AND old.report = excluded.report THEN old.changed ELSE excluded.changed END")
        .bindArray("instances", String.class, instances)
        .bindArray("applied", Long.class, applied)
        .bindArray("reports", String.class, reports)
        .execute();
  }

  @Override
  public Map<UUID, Duration> silence(Collection<UUID> instances) {
    List<String> sorted = instances.stream().map(UUID::toString).sorted().toList();
    Map<UUID, Duration> found = new HashMap<>();
    for (int from = 0; from < sorted.size(); from += BATCH) {
      List<String> part = sorted.subList(from, Math.min(from + BATCH, sorted.size()));
      found.putAll(database.write(handle -> silence(handle, part)));
    }
    return found;
  }

  private static Map<UUID, Duration> silence(Handle handle, List<String> part) {
    withArrays(handle)
        .createUpdate(
            "INSERT INTO lease_heartbeat (instance, heard, changed, applied, report)"
                + (" SELECT instance, " + NOW + ", 0, 0, :report")
                + " FROM unnest(:instances) AS asked(instance) ON CONFLICT (instance) DO NOTHING")
        .bind("report", Heartbeat.NOTHING.json())
        .bindArray("instances", String.class, part)
        .execute();
    Map<UUID, Duration> found = new HashMap<>();
    handle
        .createQuery(
            "SELECT instance, "
                + NOW
                + " - heard AS silent FROM lease_heartbeat WHERE instance = ANY(:instances)")
        .bindArray("instances", String.class, part)
        .map(
            (row, context) ->
                Map.entry(
                    UUID.fromString(row.getString("instance")),
                    Duration.ofMillis(row.getLong("silent"))))
        .forEach(it -> found.put(it.getKey(), it.getValue()));
    return found;
  }

  @Override
  public Map<UUID, Heartbeat> news() {
    Map<UUID, Heartbeat> found = new HashMap<>();
    long asked =
        database.read(
            handle -> {
              handle
                  .createQuery(
                      "SELECT instance, applied, report FROM lease_heartbeat"
                          + " WHERE changed >= :since AND changed > 0")
                  .bind("since", newsSince)
                  .map(
                      (row, context) ->
                          Map.entry(
                              UUID.fromString(row.getString("instance")),
                              Heartbeat.read(row.getLong("applied"), row.getString("report"))))
                  .forEach(it -> found.put(it.getKey(), it.getValue()));
              return handle.createQuery("SELECT " + NOW).mapTo(Long.class).one();
            });
    newsSince = asked - OVERLAP_MILLIS;
    return found;
  }

  @Override
  public void prune() {
    database.<Integer>write(
        handle ->
            handle.execute(
                "DELETE FROM lease_heartbeat WHERE heard < " + NOW + " - ?",
                GONE_AFTER.toMillis()));
  }

  private static Handle withArrays(Handle handle) {
    handle.registerArrayType(String.class, "text");
    handle.registerArrayType(Long.class, "bigint");
    return handle;
  }
}

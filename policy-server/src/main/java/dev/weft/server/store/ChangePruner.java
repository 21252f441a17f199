package dev.weft.server.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Keeps the change log bounded. Changes are told for ten minutes at least and as far as a watch may
 * go back; of what people wrote, history keeps its revisions, for 90 days after the name is gone.
 *
 * <p>That changes may be missing is durable before the first of them goes. The rest is done in
 * small transactions, beside everybody's work. Not thread-safe; servers may do it at once.
 */
public final class ChangePruner {
  static final Duration TOLD = Duration.ofMinutes(10);
  static final Duration GONE_KEPT = Duration.ofDays(90);
  private static final int BATCH = 200;
  private static final int MOST_BATCHES_OF_GONE = 50;
  private static final ResourceKey FIRST = new ResourceKey("", "", "", "");

  private final Database database;
  private final InstantSource clock;
  private final Retention retention;

  /** Whether rows that an interrupted run, or another limit, left were looked for. */
  private boolean swept;

  public ChangePruner(Database database, InstantSource clock, Retention retention) {
    this.database = database;
    this.clock = clock;
    this.retention = retention;
  }

  private record Range(long from, long to) {}

  /** Drops what need not be kept. To be called now and then. */
  public void prune() {
    Instant now = clock.instant();
    Range range = database.write(handle -> advance(handle, now));
    long from = swept ? range.from() : 0;
    if (from < range.to()) {
      List<ResourceKey> batch = List.of(FIRST);
      do {
        ResourceKey last = batch.get(batch.size() - 1);
        batch = database.write(handle -> pruneKeys(handle, from, range.to(), last));
      } while (batch.size() == BATCH);
    }
    dropGone(now.minus(GONE_KEPT), range.to());
    swept = true;
  }

  /** Moves the revision up to which changes may be missing. */
  private Range advance(Handle handle, Instant now) {
    long current = Revisions.lock(handle);
    long from = Revisions.prunedTo(handle);
    long to = current - retention.window();
    OptionalLong young = ChangeLog.firstSince(handle, from, now.minus(TOLD));
    if (young.isPresent()) {
      to = Math.min(to, young.getAsLong() - 1);
    }
    if (to <= from) {
      return new Range(from, from);
    }
    Revisions.setPrunedTo(handle, to);
    return new Range(from, to);
  }

  private List<ResourceKey> pruneKeys(Handle handle, long from, long to, ResourceKey last) {
    List<ResourceKey> keys = ChangeLog.keys(handle, from, to, last, BATCH);
    PreparedBatch deletions =
        handle.prepareBatch("DELETE FROM resource_change WHERE revision = :revision");
    for (ResourceKey key : keys) {
      PruneRule rule = new PruneRule(to, retention.isTransient(key) ? 0 : retention.historyLimit());
      for (long revision :
          rule.droppable(ChangeLog.entries(handle, key), ResourceTable.has(handle, key))) {
        deletions.bind("revision", revision).add();
      }
    }
    if (deletions.size() > 0) {
      deletions.execute();
    }
    return keys;
  }

  private void dropGone(Instant before, long to) {
    for (int i = 0; i < MOST_BATCHES_OF_GONE; i++) {
      int dropped = database.write(handle -> ChangeLog.dropGone(handle, before, to, BATCH));
      if (dropped < BATCH) {
        return;
      }
    }
  }
}

package dev.weft.server.audit;

import dev.weft.server.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the audit log bounded, in small transactions beside everybody's work. Not thread-safe;
 * servers may do it at once.
 */
public final class AuditPruner {
  /** What anybody can cause is kept in less numbers. */
  static final int REFUSALS_KEPT = 10_000;

  private static final List<String> REFUSALS =
      List.of(AuditLog.SVID_REFUSE, RefusalJournal.AUTHENTICATION, RefusalJournal.AUTHORIZATION);
  private static final int BATCH = 5_000;
  private static final int MOST_BATCHES = 40;

  private final Database database;
  private final InstantSource clock;
  private final AuditRetention retention;

  public AuditPruner(Database database, InstantSource clock, AuditRetention retention) {
    this.database = database;
    this.clock = clock;
    this.retention = retention;
  }

  /** A condition on records that may go, and its value. */
  private record Droppable(String condition, List<Object> values) {}

  /** Drops what need not be kept, or much of it. To be called now and then. */
  public void prune() {
    Instant oldest = clock.instant().minus(retention.age());
    drop(new Droppable("at < ? ORDER BY at", List.of(oldest.toEpochMilli())));
    Optional<String> action = action("");
    while (action.isPresent()) {
      dropMany(action.get());
      action = action(action.get());
    }
  }

  private void dropMany(String action) {
    int kept =
        REFUSALS.contains(action) ? Math.min(REFUSALS_KEPT, retention.limit()) : retention.limit();
    Optional<Long> last =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT seq FROM audit WHERE action = :action ORDER BY seq DESC"
                            + " LIMIT 1 OFFSET :kept")
                    .bind("action", action)
                    .bind("kept", kept)
                    .mapTo(Long.class)
                    .findOne());
    last.ifPresent(
        seq -> drop(new Droppable("action = ? AND seq <= ? ORDER BY seq", List.of(action, seq))));
  }

  /** The first action behind {@code last}; one look into the index, however long the log is. */
  private Optional<String> action(String last) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT MIN(action) FROM audit WHERE action > :last")
                .bind("last", last)
                .mapTo(String.class)
                .findOne());
  }

  private void drop(Droppable droppable) {
    for (int i = 0; i < MOST_BATCHES; i++) {
      int dropped = database.write(handle -> dropBatch(handle, droppable));
      if (dropped < BATCH) {
        return;
      }
    }
  }

  private static int dropBatch(Handle handle, Droppable droppable) {
    return handle.execute(
        "DELETE FROM audit WHERE seq IN (SELECT seq FROM audit WHERE "
            + droppable.condition()
            + " LIMIT "
            + BATCH
            + ")",
        droppable.values().toArray());
  }
}

package dev.weft.server.store;

import dev.weft.core.json.JsonWriter;
import dev.weft.server.audit.AuditLog;
import dev.weft.server.audit.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resources: written through to the database, read from memory.
 *
 * <p>Every change, of whichever process, is a row of the change log with a revision of its own.
 * Memory follows the log and nothing else: a change is visible to readers and listeners once it is
 * durable, in the order of the revisions, and whoever wrote it sees it when {@link #change}
 * returns.
 *
 * <p>Safe for use by many threads. Listeners are called by the thread that made or read the change,
 * under the memory's lock: they have to be quick, and must not call {@link #change}. Locks are
 * taken in this order: one writer of this process, the counter's row in the database, the memory.
 */
public final class ResourceStore {
  private static final Logger LOG = LoggerFactory.getLogger(ResourceStore.class);

  /** How long a write waits for those before it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Database database;
  private final InstantSource clock;
  private final Retention retention;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final ResourceMemory memory;

  /** Is told of each change after it is durable, in order. */
  public interface Listener {
    /** {@code change} was made; {@code now} holds all resources after it. */
    void changed(ResourceChange change, ResourceSnapshot now);

    /**
     * {@code changes} were found together, in this order, by comparing with a store that was not
     * followed for a while: between the first and the last of them there is no state to be shown to
     * anybody.
     *
     * @param now all resources after the last of them
     */
    default void changedAtOnce(List<ResourceChange> changes, ResourceSnapshot now) {
      changes.forEach(change -> changed(change, now));
    }
  }

  /** The store as it is in {@code database}. */
  public ResourceStore(Database database, InstantSource clock, Retention retention) {
    this.database = database;
    this.clock = clock;
    this.retention = retention;
    this.memory = database.read(handle -> new ResourceMemory(handle, retention.window()));
  }

  /** All resources at present. */
  public ResourceSnapshot snapshot() {
    return memory.snapshot();
  }

  /** Lets {@code listener} hear of every change from here on. */
  public void listen(Listener listener) {
    memory.listen(listener);
  }

  /** Lets {@code listener} hear of nothing any more. */
  public void unlisten(Listener listener) {
    memory.unlisten(listener);
  }

  /** Runs {@code work} while nothing changes: what it reads and where it listens fit together. */
  public <T> T quietly(Supplier<T> work) {
    return memory.quietly(work);
  }

  /**
   * The changes of a kind after {@code revision}, in order, or empty when some of them are not kept
   * any more. To be called {@link #quietly} by whoever listens as well.
   */
  public Optional<List<ResourceChange>> changesAfter(String group, String kind, long revision) {
    return memory.changesAfter(group, kind, revision);
  }

  /**
   * Writes what {@code edit} decides, in one transaction. When this returns, it is durable and
   * visible.
   *
   * @param actor who does it, as history and audit log name them
   * @return the changes, in order; none when there was nothing to do
   * @throws StoreUnavailableException when the database does not answer; the message says whether
   *     the change may have been made all the same
   */
  public List<ResourceChange> change(String actor, Edit edit) {
    enter();
    try {
      List<ResourceChange> made = database.write(handle -> commit(handle, actor, edit));
      memory.takeIn(made);
      return made;
    } finally {
      writing.unlock();
    }
  }

  private void enter() {
    try {
      if (!writing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StoreUnavailableException(
            "the store is busy: too many writes wait (nothing was changed)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting (nothing was changed)", e);
    }
  }

  /**
   * Takes in what other processes have written.
   *
   * @throws StoreUnavailableException when the database does not answer
   */
  public void catchUp() {
    long known = memory.snapshot().revision();
    boolean behind =
        database.<Boolean>read(
            handle -> {
              long stored = Revisions.current(handle);
              memory.catchUp(handle, stored);
              return stored < known;
            });
    if (behind) {
      change("mesh", now -> Plan.NOTHING);
    }
  }

  /**
   * What people did to {@code key}, the newest first: at most as many revisions as are kept of one
   * resource. A name that was deleted and made again has one history.
   */
  public List<HistoryEntry> history(ResourceKey key) {
    return database.read(handle -> ChangeLog.history(handle, key, retention.historyLimit()));
  }

  private List<ResourceChange> commit(Handle handle, String actor, Edit edit) {
    long stored = Revisions.lock(handle);
    long revision = memory.catchUp(handle, stored);
    if (stored < revision) {
      revision = goOn(handle, stored, revision);
    }
    ResourceSnapshot snapshot = memory.snapshot();
    Plan plan = edit.decide(snapshot);
    Instant now = clock.instant();
    Map<ResourceKey, Resource> written = new HashMap<>();
    List<ResourceChange> made = new ArrayList<>();
    for (Write write : plan.writes()) {
      ResourceKey key = write.key();
      Resource before = written.containsKey(key) ? written.get(key) : snapshot.get(key);
      ResourceChange change = perform(handle, write, before, ++revision, actor, now);
      written.put(key, change.after());
      made.add(change);
    }
    plan.audit().forEach(entry -> AuditLog.append(handle, now, entry));
    if (!made.isEmpty()) {
      Revisions.set(handle, revision);
      database.announce(handle, revision);
    }
    return made;
  }

  /**
   * The database lost changes that it had acknowledged, as after a fail-over to a copy that was
   * behind. Its revisions go on after all that was ever told, so that none means two things.
   */
  private long goOn(Handle handle, long stored, long known) {
    LOG.atError()
        .addKeyValue("stored", stored)
        .addKeyValue("known", known)
        .log("the database lost changes; what it still has is taken");
    long revision = memory.goBack(handle);
    Revisions.setPrunedTo(handle, revision);
    Revisions.set(handle, revision);
    database.announce(handle, revision);
    return revision;
  }

  private ResourceChange perform(
      Handle handle,
      Write write,
      @Nullable Resource before,
      long revision,
      String actor,
      Instant now) {
    if (write instanceof Write.Put put) {
      Resource after = put.draft().contentAt(revision);
      save(handle, new ChangeLog.Row(revision, ChangeLog.Type.PUT, actor, now, after));
      audit(
          handle,
          before == null ? "resource.create" : "resource.update",
          before,
          after,
          actor,
          now);
      return new ResourceChange(revision, write.key(), before, after);
    }
    if (before == null) {
      throw new StoreException(write.key().describe() + ": not there (expected: a resource)");
    }
    if (write instanceof Write.PutStatus put) {
      Resource after = put.draft().statusAt(revision);
      save(handle, new ChangeLog.Row(revision, ChangeLog.Type.STATUS, actor, now, after));
      return new ResourceChange(revision, write.key(), before, after);
    }
    ResourceTable.delete(handle, write.key());
    ChangeLog.append(
        handle,
        new ChangeLog.Row(revision, ChangeLog.Type.DELETE, actor, now, before),
        JsonWriter.write(before.body()));
    audit(handle, "resource.delete", before, before.contentAt(revision), actor, now);
    return new ResourceChange(revision, write.key(), before, null);
  }

  private static void save(Handle handle, ChangeLog.Row row) {
    String body = JsonWriter.write(row.resource().body());
    ResourceTable.upsert(handle, row.resource(), body);
    ChangeLog.append(handle, row, body);
  }

  private void audit(
      Handle handle,
      String action,
      @Nullable Resource before,
      Resource after,
      String actor,
      Instant now) {
    if (!retention.isTransient(after.key())) {
      AuditLog.append(
          handle,
          now,
          AuditRecord.change(
              actor,
              action,
              after.key().describe(),
              before == null ? null : before.resourceVersion(),
              after.resourceVersion()));
    }
  }
}

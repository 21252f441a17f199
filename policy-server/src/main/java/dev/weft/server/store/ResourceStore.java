package dev.weft.server.store;

import dev.weft.core.json.JsonWriter;
import dev.weft.server.audit.AuditLog;
import dev.weft.server.audit.AuditRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The resources: written through to the database, read from memory.
 *
 * <p>Every change, of whichever process, is a row of the change log with a revision of its own.
 * Memory follows the log and nothing else: a change is visible to readers and listeners once it is
 * durable, in the order of the revisions, and whoever wrote it sees it when {@link #change}
 * returns.
 *
 * <p>Safe for use by many threads. Listeners are called by the thread that made or read the change,
 * under the store's lock: they have to be quick, and must not call {@link #change}.
 */
public final class ResourceStore {
  private final Database database;
  private final InstantSource clock;
  private final Retention retention;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, ChangeWindow> windows = new HashMap<>();

  /** The revision up to which no window knows of changes. */
  private long windowsFloor;

  private volatile ResourceSnapshot snapshot;

  /** Is told of each change after it is durable, in order. */
  public interface Listener {
    /** {@code change} was made; {@code now} holds all resources after it. */
    void changed(ResourceChange change, ResourceSnapshot now);
  }

  /** The store as it is in {@code database}. */
  public ResourceStore(Database database, InstantSource clock, Retention retention) {
    this.database = database;
    this.clock = clock;
    this.retention = retention;
    this.snapshot =
        database.read(
            handle -> ResourceSnapshot.of(Revisions.current(handle), ResourceTable.all(handle)));
    database.read(this::fillWindows);
  }

  /** All resources at present. */
  public ResourceSnapshot snapshot() {
    return snapshot;
  }

  /** Lets {@code listener} hear of every change from here on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Lets {@code listener} hear of nothing any more. */
  public void unlisten(Listener listener) {
    listeners.remove(listener);
  }

  /** Runs {@code work} while nothing changes: what it reads and where it listens fit together. */
  public <T> T quietly(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The changes of a kind after {@code revision}, in order, or empty when some of them are not kept
   * any more. To be called {@link #quietly} by whoever listens as well.
   */
  public Optional<List<ResourceChange>> changesAfter(String group, String kind, long revision) {
    return quietly(() -> window(group, kind).after(revision));
  }

  /**
   * Writes what {@code edit} decides, in one transaction. When this returns, it is durable and
   * visible.
   *
   * @param actor who does it, as history and audit log name them
   * @return the changes, in order; none when there was nothing to do
   */
  public List<ResourceChange> change(String actor, Edit edit) {
    lock.lock();
    try {
      List<ResourceChange> made = database.write(handle -> commit(handle, actor, edit));
      made.forEach(this::publish);
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** Takes in what other processes have written. */
  public void catchUp() {
    lock.lock();
    try {
      database.<Boolean>read(
          handle -> {
            catchUp(handle, Revisions.current(handle));
            return true;
          });
    } finally {
      lock.unlock();
    }
  }

  /** What people did to {@code key}, the newest first. */
  public List<HistoryEntry> history(ResourceKey key) {
    return database.read(handle -> ChangeLog.history(handle, key, retention.historyLimit()));
  }

  private List<ResourceChange> commit(Handle handle, String actor, Edit edit) {
    long revision = Revisions.lock(handle);
    catchUp(handle, revision);
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
    }
    return made;
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
      audit(handle, before == null ? "resource.create" : "resource.update", before, after, actor);
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
    audit(handle, "resource.delete", before, before.contentAt(revision), actor);
    return new ResourceChange(revision, write.key(), before, null);
  }

  private static void save(Handle handle, ChangeLog.Row row) {
    String body = JsonWriter.write(row.resource().body());
    ResourceTable.upsert(handle, row.resource(), body);
    ChangeLog.append(handle, row, body);
  }

  private void audit(
      Handle handle, String action, @Nullable Resource before, Resource after, String actor) {
    if (!retention.isTransient(after.key())) {
      AuditLog.append(
          handle,
          clock.instant(),
          AuditRecord.change(
              actor,
              action,
              after.key().describe(),
              before == null ? null : before.resourceVersion(),
              after.resourceVersion()));
    }
  }

  private void catchUp(Handle handle, long to) {
    long known = snapshot.revision();
    if (to == known) {
      return;
    }
    if (known < ChangeLog.prunedTo(handle)) {
      reload(handle, to);
      return;
    }
    for (ChangeLog.Row row : ChangeLog.after(handle, known)) {
      publish(change(row, snapshot.get(row.resource().key())));
    }
  }

  /** Compares with all that is stored, because changes between are not kept any more. */
  private void reload(Handle handle, long to) {
    windows.clear();
    windowsFloor = to;
    ResourceSnapshot before = snapshot;
    ResourceSnapshot stored = ResourceSnapshot.of(to, ResourceTable.all(handle));
    List<ResourceChange> found = new ArrayList<>();
    for (Resource gone : before.all()) {
      if (stored.get(gone.key()) == null) {
        found.add(new ResourceChange(to, gone.key(), gone, null));
      }
    }
    for (Resource after : stored.all()) {
      Resource old = before.get(after.key());
      if (old == null || old.resourceVersion() != after.resourceVersion()) {
        found.add(new ResourceChange(to, after.key(), old, after));
      }
    }
    found.forEach(this::publish);
    snapshot = stored;
  }

  private void publish(ResourceChange change) {
    ResourceSnapshot now = snapshot.with(change);
    snapshot = now;
    window(change.key().group(), change.key().kind()).add(change);
    for (Listener listener : listeners) {
      listener.changed(change, now);
    }
  }

  private ChangeWindow window(String group, String kind) {
    return windows.computeIfAbsent(
        group + "/" + kind, it -> new ChangeWindow(retention.window(), windowsFloor));
  }

  private boolean fillWindows(Handle handle) {
    List<ChangeLog.Row> rows = ChangeLog.newest(handle, retention.window());
    windowsFloor = rows.isEmpty() ? snapshot.revision() : rows.get(0).revision() - 1;
    Map<ResourceKey, Optional<Resource>> last = new HashMap<>();
    for (ChangeLog.Row row : rows) {
      ResourceKey key = row.resource().key();
      Optional<Resource> before =
          last.computeIfAbsent(
              key,
              it ->
                  ChangeLog.before(handle, key, row.revision())
                      .filter(earlier -> earlier.type() != ChangeLog.Type.DELETE)
                      .map(ChangeLog.Row::resource));
      ResourceChange change = change(row, before.orElse(null));
      window(key.group(), key.kind()).add(change);
      last.put(key, Optional.ofNullable(change.after()));
    }
    return true;
  }

  private static ResourceChange change(ChangeLog.Row row, @Nullable Resource before) {
    Resource resource = row.resource();
    return row.type() == ChangeLog.Type.DELETE
        ? new ResourceChange(row.revision(), resource.key(), resource, null)
        : new ResourceChange(row.revision(), resource.key(), before, resource);
  }
}

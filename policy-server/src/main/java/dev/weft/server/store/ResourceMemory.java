package dev.weft.server.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The resources in memory, which follow the change log: each change is taken in once, in the order
 * of the revisions, by whichever thread sees it first.
 *
 * <p>Safe for use by many threads. The lock is held only to take changes in and to read, never
 * while a transaction is waited for; it may be taken by a thread that is inside a transaction.
 */
final class ResourceMemory {
  private final int windowSize;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<ResourceStore.Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, ChangeWindow> windows = new HashMap<>();

  /** The revision up to which no window knows of changes. */
  private long windowsFloor;

  private volatile ResourceSnapshot snapshot;

  /** The memory of what {@code handle} sees. */
  ResourceMemory(Handle handle, int windowSize) {
    this.windowSize = windowSize;
    this.snapshot = ResourceSnapshot.of(Revisions.current(handle), ResourceTable.all(handle));
    fillWindows(handle);
  }

  ResourceSnapshot snapshot() {
    return snapshot;
  }

  void listen(ResourceStore.Listener listener) {
    listeners.add(listener);
  }

  void unlisten(ResourceStore.Listener listener) {
    listeners.remove(listener);
  }

  <T> T quietly(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  Optional<List<ResourceChange>> changesAfter(String group, String kind, long revision) {
    return quietly(() -> window(group, kind).after(revision));
  }

  /** Takes {@code changes} in, but for those that are in already. */
  void takeIn(List<ResourceChange> changes) {
    lock.lock();
    try {
      for (ResourceChange change : changes) {
        if (change.revision() > snapshot.revision()) {
          publish(change);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes in all that {@code handle} sees, whose newest revision is {@code to}.
   *
   * @return the revision of the memory afterwards, which is more than {@code to} when the store is
   *     behind
   */
  long catchUp(Handle handle, long to) {
    lock.lock();
    try {
      long known = snapshot.revision();
      if (to <= known) {
        return known;
      }
      if (known < Revisions.prunedTo(handle)) {
        reload(ResourceSnapshot.of(to, ResourceTable.all(handle)), to);
      } else {
        for (ChangeLog.Row row : ChangeLog.after(handle, known)) {
          publish(change(row, snapshot.get(row.resource().key())));
        }
        advance(to);
      }
      return to;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes in what a store holds that lost its newest changes, as changes after all that is known.
   *
   * @return the revision from which on the store has to go on
   */
  long goBack(Handle handle) {
    lock.lock();
    try {
      List<Resource> stored = ResourceTable.all(handle);
      long to = snapshot.revision() + 1 + snapshot.all().size() + stored.size();
      reload(ResourceSnapshot.of(to, stored), to);
      return to;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Compares with all that is stored, because changes between are not kept. A resource that is new
   * or different changed at its own version, where that is news; the rest share the revisions that
   * are left, deletions the last of them, so that each change has a revision of its own.
   */
  private void reload(ResourceSnapshot stored, long to) {
    ResourceSnapshot before = snapshot;
    windows.clear();
    windowsFloor = to;
    List<ResourceChange> found = new ArrayList<>();
    List<ResourceKey> unplaced = new ArrayList<>();
    Set<Long> taken = new HashSet<>();
    for (Resource gone : before.all()) {
      if (stored.get(gone.key()) == null) {
        unplaced.add(gone.key());
      }
    }
    for (Resource after : stored.all()) {
      Resource old = before.get(after.key());
      if (old != null && old.isSameStateAs(after)) {
        continue;
      }
      if (after.resourceVersion() > before.revision()) {
        found.add(new ResourceChange(after.resourceVersion(), after.key(), old, after));
        taken.add(after.resourceVersion());
      } else {
        unplaced.add(after.key());
      }
    }
    long free = to;
    Collections.reverse(unplaced);
    for (ResourceKey key : unplaced) {
      while (taken.contains(free)) {
        free--;
      }
      found.add(new ResourceChange(free--, key, before.get(key), stored.get(key)));
    }
    found.sort(Comparator.comparingLong(ResourceChange::revision));
    // One step: what lies between was never stored together.
    for (ResourceStore.Listener listener : listeners) {
      listener.changedAtOnce(found, stored);
    }
    snapshot = stored;
  }

  /** Revisions without a change are left where a store went back, or was restored. */
  private void advance(long to) {
    if (snapshot.revision() < to) {
      snapshot = snapshot.at(to);
    }
  }

  private void publish(ResourceChange change) {
    ResourceSnapshot now = snapshot.with(change);
    window(change.key().group(), change.key().kind()).add(change);
    for (ResourceStore.Listener listener : listeners) {
      listener.changed(change, now);
    }
    // Last, so that whoever reads a revision knows that listeners were told of everything up to it.
    snapshot = now;
  }

  private ChangeWindow window(String group, String kind) {
    return windows.computeIfAbsent(
        group + "/" + kind, it -> new ChangeWindow(windowSize, windowsFloor));
  }

  private void fillWindows(Handle handle) {
    long prunedTo = Revisions.prunedTo(handle);
    List<ChangeLog.Row> rows = ChangeLog.newest(handle, prunedTo, windowSize);
    windowsFloor = rows.size() < windowSize ? prunedTo : rows.get(0).revision() - 1;
    if (rows.isEmpty()) {
      return;
    }
    Map<ResourceKey, Resource> last = ChangeLog.statesBefore(handle, rows.get(0).revision());
    for (ChangeLog.Row row : rows) {
      ResourceKey key = row.resource().key();
      ResourceChange change = change(row, last.get(key));
      window(key.group(), key.kind()).add(change);
      Resource after = change.after();
      if (after == null) {
        last.remove(key);
      } else {
        last.put(key, after);
      }
    }
  }

  private static ResourceChange change(ChangeLog.Row row, @Nullable Resource before) {
    Resource resource = row.resource();
    return row.type() == ChangeLog.Type.DELETE
        ? new ResourceChange(row.revision(), resource.key(), resource, null)
        : new ResourceChange(row.revision(), resource.key(), before, resource);
  }
}

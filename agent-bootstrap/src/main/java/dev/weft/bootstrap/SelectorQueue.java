package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one selector has to be told beyond what the kernel knows, and what it must not tell the
 * application.
 *
 * <p>The first are keys whose connection has something to report: decrypted bytes waiting, or a
 * failure. A selection with such a key does not wait. The second are events that were the mesh's
 * own: a selection that nothing else ended goes on, for what is left of its time, until there is
 * something for the application, which has its own ways to end it: {@code wakeup}, an interrupt.
 */
final class SelectorQueue {
  private record Waiting(FileDescriptor fd, MeshSocket socket) {
    /**
     * What there is to report that the application wants to know. The rest is dropped, or no
     * selection would ever wait: it is added anew when the application's interest changes.
     */
    int eventsFor(SelectionKey key) {
      int events = key.isValid() ? socket.readyEvents(fd, 0, key) : 0;
      return SelectorHooks.concerns(key, events) ? events : 0;
    }
  }

  private final Map<SelectionKey, Waiting> waiting = new ConcurrentHashMap<>();
  private final Object wakingUp = new Object();
  private volatile @Nullable Thread selecting;
  private volatile @Nullable Thread meshWaker;
  private volatile boolean woken;

  // The selection in progress; of the selecting thread alone.
  private final Set<SelectionKey> told = new HashSet<>();
  private long timeout;
  private long began;
  private boolean hurried;
  private boolean endedByMesh;

  /** Adds {@code key}; wakes the selector if it waits. Any thread. */
  void add(SelectionKey key, FileDescriptor fd, MeshSocket socket) {
    waiting.put(key, new Waiting(fd, socket));
    wakeUpIfSelecting(key.selector());
  }

  /** Ends a wait in progress; a selection that is yet to begin looks for itself. */
  void wakeUpIfSelecting(Selector selector) {
    Thread thread = selecting;
    // The selecting thread itself is past its wait, and looks again before the next.
    if (thread == null || thread == Thread.currentThread()) {
      return;
    }
    synchronized (wakingUp) {
      meshWaker = Thread.currentThread();
      try {
        selector.wakeup();
      } finally {
        meshWaker = null;
      }
    }
  }

  /**
   * The calling thread wakes the selector up, or is about to: the selection in progress, or else
   * the next, ends for that. Any thread.
   */
  void wakingUp() {
    if (meshWaker != Thread.currentThread()) {
      woken = true;
    }
  }

  /** The timeout to select with, in ms as {@code doSelect} takes it. */
  long beforeSelect(long asked) {
    timeout = asked;
    began = asked > 0 ? System.nanoTime() : 0;
    endedByMesh = false;
    told.clear();
    // Set before the queue is looked at: an add that this look misses sees it and wakes us.
    selecting = Thread.currentThread();
    hurried = !waiting.isEmpty();
    return hurried ? 0 : asked;
  }

  /** In the selection there was an event that is nothing to the application. */
  void meshEvent() {
    endedByMesh = true;
  }

  /** The selection reports {@code key} as it is, with what waits: once is enough. */
  void told(SelectionKey key) {
    told.add(key);
  }

  /**
   * Reports what waits; returns how many keys were updated. The selecting thread, with its locks.
   */
  int afterSelect(Selector selector, @Nullable Consumer<SelectionKey> action) {
    selecting = null;
    if (waiting.isEmpty()) {
      endedByMesh |= hurried;
      return 0;
    }
    int updated = 0;
    boolean reported = false;
    for (Map.Entry<SelectionKey, Waiting> entry : List.copyOf(waiting.entrySet())) {
      SelectionKey key = entry.getKey();
      Waiting connection = entry.getValue();
      if (told.contains(key)) {
        reported = true;
        continue;
      }
      // Removed first: whatever is still, or again, to be reported after this adds itself anew.
      waiting.remove(key, connection);
      int events = connection.eventsFor(key);
      if (events != 0) {
        reported = true;
        updated += NioInternals.processReadyEvents(selector, events, key, action);
        if (connection.eventsFor(key) != 0) {
          waiting.put(key, connection);
        }
      }
    }
    endedByMesh = !reported && (endedByMesh || hurried);
    return updated;
  }

  /**
   * How long a selection that updated no key has to wait on, as {@code doSelect} takes it; 0 for
   * not at all.
   */
  long timeLeft() {
    // A wake-up between the look and the next wait ends that wait.
    if (!endedByMesh || timeout == 0 || woken || Thread.currentThread().isInterrupted()) {
      return 0;
    }
    if (timeout < 0) {
      return timeout;
    }
    long nanos = TimeUnit.MILLISECONDS.toNanos(timeout) - (System.nanoTime() - began);
    return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1;
  }

  /** The selection ends, and with it the effect of the wake-ups that began before. */
  void selected() {
    selecting = null;
    if (woken) {
      woken = false;
    }
  }
}

package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one selector whose connection has something to report that the kernel does not know
 * of: decrypted bytes waiting, or a failure. A selection with such a key does not wait.
 */
final class SelectorQueue {
  private record Waiting(FileDescriptor fd, MeshSocket socket) {}

  private final Map<SelectionKey, Waiting> waiting = new ConcurrentHashMap<>();
  private volatile @Nullable Thread selecting;

  /** Adds {@code key}; wakes the selector if it waits. Any thread. */
  void add(SelectionKey key, FileDescriptor fd, MeshSocket socket) {
    waiting.put(key, new Waiting(fd, socket));
    wakeUpIfSelecting(key.selector());
  }

  /** Ends a wait in progress; a selection that is yet to begin looks for itself. */
  void wakeUpIfSelecting(Selector selector) {
    Thread thread = selecting;
    // The selecting thread itself is past its wait, and looks again before the next.
    if (thread != null && thread != Thread.currentThread()) {
      selector.wakeup();
    }
  }

  /** The timeout to select with, in ms as {@code doSelect} takes it. */
  long beforeSelect(long timeout) {
    // Set before the queue is looked at: an add that this look misses sees it and wakes us.
    selecting = Thread.currentThread();
    return waiting.isEmpty() ? timeout : 0;
  }

  /**
   * Reports what waits; returns how many keys were updated. The selecting thread, with its locks.
   */
  int afterSelect(Selector selector, @Nullable Consumer<SelectionKey> action) {
    selecting = null;
    if (waiting.isEmpty()) {
      return 0;
    }
    int updated = 0;
    for (Map.Entry<SelectionKey, Waiting> entry : List.copyOf(waiting.entrySet())) {
      SelectionKey key = entry.getKey();
      Waiting connection = entry.getValue();
      // Removed first: whatever is still, or again, to be reported after this adds itself anew.
      waiting.remove(key, connection);
      int events = key.isValid() ? connection.socket().readyEvents(connection.fd(), 0, key) : 0;
      if (events != 0) {
        updated += NioInternals.processReadyEvents(selector, events, key, action);
        if (key.isValid() && connection.socket().readyEvents(connection.fd(), 0, key) != 0) {
          waiting.put(key, connection);
        }
      }
    }
    return updated;
  }

  /** The selection failed. */
  void selectFailed() {
    selecting = null;
  }
}

package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the rewritten selectors call. A process without meshed keys pays one field read. */
public final class SelectorHooks {
  /** By identity: selectors do not override equals. Bounded by the open selectors. */
  private static final Map<Selector, SelectorQueue> QUEUES = new ConcurrentHashMap<>();

  private static volatile boolean used;

  private SelectorHooks() {}

  /** {@code setEventOps}: a key was registered or its interest changed. */
  public static void interestChanged(SelectionKey key) {
    FileDescriptor fd = Descriptors.of(key.channel());
    MeshSocket socket = Descriptors.meshSocketOrNull(fd);
    if (fd != null && socket != null) {
      queue(key.selector());
      socket.registered(fd, key);
    }
  }

  /** {@code doSelect} begins; returns the timeout to use. */
  public static long beforeSelect(Selector selector, long timeout) {
    if (!used) {
      return timeout;
    }
    SelectorQueue queue = QUEUES.get(selector);
    return queue == null ? timeout : queue.beforeSelect(timeout);
  }

  /** {@code doSelect} ends; returns how many more keys were updated. */
  public static int afterSelect(
      Selector selector, @Nullable Consumer<SelectionKey> action, @Nullable Throwable thrown) {
    if (!used) {
      return 0;
    }
    SelectorQueue queue = QUEUES.get(selector);
    if (queue == null) {
      return 0;
    }
    if (thrown != null) {
      queue.selectFailed();
      return 0;
    }
    return queue.afterSelect(selector, action);
  }

  /** {@code implClose}: the selector is gone. */
  public static void closed(Selector selector) {
    if (used) {
      QUEUES.remove(selector);
    }
  }

  /** Has the next selection report {@code key} if {@code socket} then says that it is ready. */
  public static void report(SelectionKey key, FileDescriptor fd, MeshSocket socket) {
    queue(key.selector()).add(key, fd, socket);
  }

  /** Has the selector take the key's events anew, at once if it is waiting. Any thread. */
  public static void reregister(SelectionKey key) {
    if (key.isValid()) {
      try {
        NioInternals.setEventOps(key);
      } catch (ClosedSelectorException | CancelledKeyException e) {
        // Closed a moment ago, by whoever owns it: nobody waits there any more.
        return;
      }
      queue(key.selector()).wakeUpIfSelecting(key.selector());
    }
  }

  private static SelectorQueue queue(Selector selector) {
    used = true;
    SelectorQueue queue = QUEUES.computeIfAbsent(selector, s -> new SelectorQueue());
    if (!selector.isOpen()) {
      QUEUES.remove(selector);
    }
    return queue;
  }
}

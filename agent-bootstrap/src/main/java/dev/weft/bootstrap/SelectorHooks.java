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

/** What the rewritten selectors call. A process without meshed keys pays a few field reads. */
public final class SelectorHooks {
  /** No timeout of {@code doSelect}: the selection is over. */
  public static final long ENDED = Long.MIN_VALUE;

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
      queue.selected();
      return 0;
    }
    return queue.afterSelect(selector, action);
  }

  /**
   * {@code doSelect} has updated so many keys, or failed; returns the timeout of another turn that
   * it has to take before the application may see it end, or {@link #ENDED}.
   */
  public static long anotherTurn(Selector selector, int updated, @Nullable Throwable thrown) {
    SelectorQueue queue = used ? QUEUES.get(selector) : null;
    if (queue == null) {
      return ENDED;
    }
    long left = updated == 0 && thrown == null ? queue.timeLeft() : 0;
    if (left == 0) {
      queue.selected();
      return ENDED;
    }
    return queue.beforeSelect(left);
  }

  /** {@code wakeup} begins; returns whether that is noted. */
  public static boolean wakingUp(Selector selector) {
    SelectorQueue queue = used ? QUEUES.get(selector) : null;
    if (queue == null) {
      return false;
    }
    queue.wakingUp();
    return true;
  }

  /** {@code clearInterrupt}: a selection was woken up, by whomever. */
  public static void interrupted(Selector selector) {
    SelectorQueue queue = used ? QUEUES.get(selector) : null;
    if (queue != null) {
      queue.meshEvent();
    }
  }

  /** A selection in progress reports {@code events} of a key, which is that of {@code socket}. */
  static void ready(SelectionKey key, int events, MeshSocket socket) {
    if (!concerns(key, events)) {
      queue(key.selector()).meshEvent();
    } else if (socket.hasLeftover()) {
      queue(key.selector()).told(key);
    }
  }

  /** Whether the application is interested in one of {@code events}. */
  static boolean concerns(SelectionKey key, int events) {
    int interest;
    try {
      interest = key.interestOps();
    } catch (CancelledKeyException e) {
      return false;
    }
    boolean reads = (interest & SelectionKey.OP_READ) != 0;
    boolean writes = (interest & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0;
    int wanted = (reads ? RawSocket.POLLIN : 0) | (writes ? RawSocket.POLLOUT : 0);
    // What is neither readable nor writable is an error, which concerns whoever is interested.
    int errors = events & ~(RawSocket.POLLIN | RawSocket.POLLOUT);
    return (events & wanted) != 0 || (errors != 0 && interest != 0);
  }

  /** {@code implClose}: the selector is gone. */
  public static void closed(Selector selector) {
    if (used) {
      QUEUES.remove(selector);
    }
  }

  /**
   * Forgets every selector, once no connection of the mesh is left: nobody is told any more when
   * they are closed. A selection in progress goes on as without Weft.
   */
  public static void forget() {
    QUEUES.clear();
    used = false;
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
      SelectorQueue queue = QUEUES.get(key.selector());
      if (queue == null) {
        // It was forgotten, and nobody knows whether it is waiting.
        Selector unused = key.selector().wakeup();
      } else {
        queue.wakeUpIfSelecting(key.selector());
      }
    }
  }

  private static SelectorQueue queue(Selector selector) {
    SelectorQueue known = QUEUES.get(selector);
    if (known != null) {
      return known;
    }
    used = true;
    SelectorQueue queue = QUEUES.computeIfAbsent(selector, s -> new SelectorQueue());
    if (!selector.isOpen()) {
      QUEUES.remove(selector);
    }
    if (NioInternals.isWokenUp(selector)) {
      // By one that found no queue to note it in.
      queue.wakingUp();
    }
    return queue;
  }
}

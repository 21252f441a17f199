package dev.weft.agent.tls;

import dev.weft.bootstrap.AsyncHooks;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.SelectorHooks;
import java.io.FileDescriptor;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for one connection to open: threads, selection keys, an asynchronous channel. They wait
 * for what the opening wants and not for what they themselves want, and have to be told when that
 * changes.
 *
 * <p>Of several threads only one, the poller, waits for the descriptor: it takes the bytes that
 * another would then wait for in vain, and a virtual thread's poller has room for one thread per
 * descriptor and event. The others wait for the poller.
 */
final class Waiters {
  private static final String VIRTUAL_THREADS = "java.lang.BaseVirtualThread";

  private final ReentrantLock lock;
  private final Condition changed;
  private final CopyOnWriteArrayList<SelectionKey> keys = new CopyOnWriteArrayList<>();
  private volatile @Nullable Object asynchronousChannel;
  private volatile @Nullable MeshSocket socket;
  private @Nullable Thread poller;

  /** {@code lock} guards the opening. */
  Waiters(ReentrantLock lock) {
    this.lock = lock;
    this.changed = lock.newCondition();
  }

  /** The socket that selectors are to ask. */
  void carry(MeshSocket asked) {
    socket = asked;
  }

  /** Makes the calling thread the poller if there is none. With the lock. */
  boolean becomePoller() {
    if (poller != null) {
      return false;
    }
    poller = Thread.currentThread();
    return true;
  }

  /** Whether a thread polls. With the lock. */
  boolean hasPoller() {
    return poller != null;
  }

  /**
   * Whether opening is up to another thread, which polls: it would go on polling if somebody else
   * took the bytes, and it has woken already if they are there. With the lock.
   */
  boolean isLeftToPoller() {
    return poller != null && poller != Thread.currentThread();
  }

  /** The calling thread has stopped waiting for the descriptor; another may. With the lock. */
  void stopPolling() {
    if (poller == Thread.currentThread()) {
      poller = null;
      changed.signalAll();
    }
  }

  /**
   * Waits until something may have changed. With the lock.
   *
   * @param nanos how long at most, 0 for ever
   * @return false when a virtual thread was interrupted, whose read or write has to end then. That
   *     of a platform thread goes on: for one on a channel the interrupt closes the channel
   */
  // The JDK is the loop: it tries its read or write again and comes back.
  @SuppressWarnings("WaitNotInLoop")
  boolean await(long nanos) {
    boolean virtual = isVirtual(Thread.currentThread());
    boolean interrupted = false;
    long left = nanos;
    long start = System.nanoTime();
    try {
      while (true) {
        try {
          if (nanos > 0) {
            changed.await(left, TimeUnit.NANOSECONDS);
          } else {
            changed.await();
          }
          return true;
        } catch (InterruptedException e) {
          interrupted = true;
          if (virtual) {
            return false;
          }
          left = nanos - (System.nanoTime() - start);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Whether it is virtual, also where each has a thread of the platform (a port without others).
   */
  static boolean isVirtual(Thread thread) {
    Class<?> kind = thread.getClass().getSuperclass();
    return kind != null && kind.getName().equals(VIRTUAL_THREADS);
  }

  /** A key of the connection; keys that are cancelled are forgotten. */
  void add(SelectionKey key) {
    if (keys.size() == 1 && keys.contains(key)) {
      return;
    }
    keys.removeIf(known -> !known.isValid());
    keys.addIfAbsent(key);
  }

  /** Whether there is a key that will be told of a change. */
  boolean hasKeys() {
    return !keys.isEmpty();
  }

  void carriedBy(Object channel) {
    asynchronousChannel = channel;
  }

  /** Tells everybody that what they wait for has changed. Without any lock of the connection. */
  void changed() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    for (SelectionKey key : keys) {
      SelectorHooks.reregister(key);
    }
    Object channel = asynchronousChannel;
    if (channel != null) {
      AsyncHooks.rearm(channel);
    }
  }

  /** Has every selector report the connection, if it is ready then. */
  void report(FileDescriptor fd) {
    MeshSocket asked = socket;
    if (asked == null) {
      return;
    }
    for (SelectionKey key : keys) {
      SelectorHooks.report(key, fd, asked);
    }
  }
}

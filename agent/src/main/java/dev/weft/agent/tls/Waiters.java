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
  private final ReentrantLock lock;
  private final Condition changed;
  private final CopyOnWriteArrayList<SelectionKey> keys = new CopyOnWriteArrayList<>();
  private volatile @Nullable Object asynchronousChannel;
  private @Nullable Thread poller;

  /** {@code lock} guards the opening. */
  Waiters(ReentrantLock lock) {
    this.lock = lock;
    this.changed = lock.newCondition();
  }

  /** Makes the calling thread the poller if there is none. With the lock. */
  boolean becomePoller() {
    if (poller != null) {
      return false;
    }
    poller = Thread.currentThread();
    return true;
  }

  /** The calling thread has stopped waiting for the descriptor; another may. */
  void stopPolling() {
    lock.lock();
    try {
      if (poller == Thread.currentThread()) {
        poller = null;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something may have changed, {@code nanos} at most. With the lock. */
  // The caller's caller is the loop: the JDK tries its read or write again and comes back.
  @SuppressWarnings("WaitNotInLoop")
  void await(long nanos) {
    boolean interrupted = false;
    try {
      changed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      // A blocked socket read does not end by an interrupt; the flag is the application's to see.
      Thread.currentThread().interrupt();
    }
  }

  /** A key of the connection; keys that are cancelled are forgotten. */
  void add(SelectionKey key) {
    if (keys.size() == 1 && keys.contains(key)) {
      return;
    }
    keys.removeIf(known -> !known.isValid());
    keys.addIfAbsent(key);
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
  void report(FileDescriptor fd, MeshSocket socket) {
    for (SelectionKey key : keys) {
      SelectorHooks.report(key, fd, socket);
    }
  }
}

package dev.weft.proxy.net;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Which connections of clients are open, in the whole proxy. Safe for any thread. */
public final class ConnectionLimit {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private final Set<Channel> open = new HashSet<>();
  private boolean draining;

  /**
   * @param most how many may be open at once
   */
  public ConnectionLimit(int most) {
    this.most = most;
  }

  /** Counts {@code accepted} until it is closed, or answers false when there is no room for it. */
  public boolean admit(Channel accepted) {
    lock.lock();
    try {
      if (open.size() >= most) {
        return false;
      }
      open.add(accepted);
      if (draining) {
        Drain.mark(accepted);
      }
    } finally {
      lock.unlock();
    }
    accepted.closeFuture().addListener(closed -> closed(accepted));
    return true;
  }

  private void closed(Channel accepted) {
    lock.lock();
    try {
      open.remove(accepted);
      if (open.isEmpty()) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many are open. */
  public int open() {
    lock.lock();
    try {
      return open.size();
    } finally {
      lock.unlock();
    }
  }

  /** Tells all that the proxy stops soon: those that are being set up too. */
  public void drain() {
    List<Channel> all;
    lock.lock();
    try {
      draining = true;
      all = List.copyOf(open);
    } finally {
      lock.unlock();
    }
    all.forEach(Drain::begin);
  }

  /** Waits until none is open, {@code time} at most; whether none is. */
  public boolean awaitNone(Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lock();
    try {
      while (!open.isEmpty() && left > 0) {
        left = none.awaitNanos(left);
      }
      return open.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}

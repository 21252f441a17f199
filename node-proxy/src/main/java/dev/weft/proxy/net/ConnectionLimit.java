package dev.weft.proxy.net;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many connections of clients are open, in the whole proxy. Safe for any thread. */
public final class ConnectionLimit {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private int open;

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
      if (open >= most) {
        return false;
      }
      open++;
    } finally {
      lock.unlock();
    }
    accepted.closeFuture().addListener(closed -> closed());
    return true;
  }

  private void closed() {
    lock.lock();
    try {
      open--;
      if (open == 0) {
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
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until none is open, {@code time} at most; whether none is. */
  public boolean awaitNone(Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lock();
    try {
      while (open > 0 && left > 0) {
        left = none.awaitNanos(left);
      }
      return open == 0;
    } finally {
      lock.unlock();
    }
  }
}

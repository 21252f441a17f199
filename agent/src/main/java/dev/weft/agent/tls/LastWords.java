package dev.weft.agent.tls;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many connections have something to say that the kernel has not got yet. The end of the
 * process waits for them, as long as {@link #PATIENCE}: of a plain connection the kernel has it all
 * by then, and goes on for a process that is gone. Thread-safe.
 */
public final class LastWords {
  /** How long the end of the process is held up at most. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ProcessEnd end;
  private int owed;
  private boolean told;

  /** {@code end} is told when there is something to wait for, for the first time. */
  public LastWords(ProcessEnd end) {
    this.end = end;
  }

  /** The end of the process. */
  @FunctionalInterface
  public interface ProcessEnd {
    /** Has {@code task} run before the process ends, which waits for it. */
    void before(Runnable task);
  }

  /** One more connection. */
  synchronized void owe() {
    owed++;
    if (!told) {
      told = true;
      end.before(this::await);
    }
  }

  /** One less. */
  synchronized void said() {
    owed--;
    if (owed == 0) {
      notifyAll();
    }
  }

  private synchronized void await() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (owed > 0) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, left));
      }
    } catch (InterruptedException e) {
      // The process is not to wait any more.
      Thread.currentThread().interrupt();
    }
  }
}

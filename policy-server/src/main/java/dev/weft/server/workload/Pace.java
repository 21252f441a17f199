package dev.weft.server.workload;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Lets a single change go out at once, and the changes of a burst together: between two pushes lies
 * a gap at least. Safe for use by many threads; a push runs on the executor.
 */
final class Pace {
  private final ScheduledExecutorService executor;
  private final LongSupplier nanoTime;
  private final long gap;
  private final Runnable push;
  private final AtomicBoolean due = new AtomicBoolean();

  /** When the next push may come; written by pushes alone, which follow one another. */
  private volatile long next;

  /**
   * A pace for {@code push}.
   *
   * @param executor runs one task at a time
   * @param nanoTime a clock that never goes back, in nanoseconds
   * @param gap the least time from one push to the next
   */
  Pace(ScheduledExecutorService executor, LongSupplier nanoTime, Duration gap, Runnable push) {
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.gap = gap.toNanos();
    this.push = push;
    this.next = nanoTime.getAsLong();
  }

  /** Something changed: a push that begins after this is to come, soon. */
  void changed() {
    if (due.compareAndSet(false, true)) {
      long wait = Math.max(0, next - nanoTime.getAsLong());
      try {
        var unused = executor.schedule(this::run, wait, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        due.set(false); // the server is going down, and sends everybody away
      }
    }
  }

  private void run() {
    next = nanoTime.getAsLong() + gap;
    // Before the push looks: what changes from here on is for the next one.
    due.set(false);
    push.run();
  }
}

package dev.weft.server.workload;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets a single change go out at once, and the changes of a burst together: between two pushes lies
 * a gap at least. Safe for use by many threads; a push runs on the executor.
 */
final class Pace {
  private final ScheduledExecutorService executor;
  private final LongSupplier nanoTime;
  private final Supplier<Duration> gap;
  private final Runnable push;
  private final AtomicBoolean due = new AtomicBoolean();

  /** When the last push began; written by pushes alone, which follow one another. */
  private volatile long last;

  /**
   * A pace for {@code push}.
   *
   * @param executor runs one task at a time
   * @param nanoTime a clock that never goes back, in nanoseconds
   * @param gap the least time from the last push to the next; it may become longer meanwhile
   */
  Pace(
      ScheduledExecutorService executor,
      LongSupplier nanoTime,
      Supplier<Duration> gap,
      Runnable push) {
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.gap = gap;
    this.push = push;
    this.last = nanoTime.getAsLong() - gap.get().toNanos();
  }

  /** Something changed: a push that begins after this is to come, soon. */
  void changed() {
    if (due.compareAndSet(false, true)) {
      schedule(Math.max(0, left()));
    }
  }

  /** How long until the next push may come, in nanoseconds. */
  private long left() {
    return last + gap.get().toNanos() - nanoTime.getAsLong();
  }

  private void schedule(long delay) {
    try {
      var unused = executor.schedule(this::run, delay, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      due.set(false); // the server is going down, and sends everybody away
    }
  }

  private void run() {
    long left = left();
    if (left > 0) {
      schedule(left);
      return;
    }
    last = nanoTime.getAsLong();
    // Before the push looks: what changes from here on is for the next one.
    due.set(false);
    push.run();
  }
}

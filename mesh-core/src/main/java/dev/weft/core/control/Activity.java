package dev.weft.core.control;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done again and again, never twice at the same time: each run says how long to
 * wait for the next, and a wake-up makes the next one come at once.
 */
final class Activity {
  /** The longest wait: a step that has nothing to do until it is woken. */
  static final Duration UNTIL_WOKEN = Duration.ofMinutes(1);

  private final TaskScheduler scheduler;
  private final Tally tally;
  private final Supplier<Duration> step;

  // Guarded by this.
  private boolean running;
  private boolean woken;
  private boolean stopped;
  private TaskScheduler.@Nullable Cancellable next;

  /** An activity of {@code step}, which does not begin before it is woken. */
  Activity(TaskScheduler scheduler, Tally tally, Supplier<Duration> step) {
    this.scheduler = scheduler;
    this.tally = tally;
    this.step = step;
  }

  /** Runs the step as soon as may be; after the present run, if there is one. */
  synchronized void wake() {
    if (running) {
      woken = true;
    } else {
      plan(Duration.ZERO);
    }
  }

  /** Ends the activity; a run that has begun goes on to its end. */
  synchronized void stop() {
    stopped = true;
    if (next != null) {
      next.cancel();
    }
  }

  private synchronized void plan(Duration delay) {
    if (next != null) {
      next.cancel();
    }
    next = stopped ? null : scheduler.schedule(delay, this::run);
  }

  private void run() {
    synchronized (this) {
      if (stopped || running) {
        return;
      }
      running = true;
      woken = false;
    }
    Duration delay = UNTIL_WOKEN; // after a fault of our own: try again, but slowly
    try {
      delay = step.get();
    } catch (RuntimeException e) {
      tally.failures.increment();
    } finally {
      synchronized (this) {
        running = false;
        plan(woken ? Duration.ZERO : delay);
      }
    }
  }
}

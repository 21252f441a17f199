package dev.weft.core.control;

import java.time.Duration;

/** Where this package's threads and waits come from; a test drives it by hand. */
interface TaskScheduler {
  /** Runs {@code task} once, after {@code delay}. After {@link #shutdown} it runs nothing. */
  Cancellable schedule(Duration delay, Runnable task);

  /** Drops what is scheduled, and interrupts what runs. */
  void shutdown();

  /** A task that can still be called off. */
  interface Cancellable {
    /** Calls the task off, unless it has begun. */
    void cancel();
  }
}

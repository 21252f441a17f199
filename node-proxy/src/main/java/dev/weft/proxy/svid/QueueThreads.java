package dev.weft.proxy.svid;

import java.time.Duration;

/** Where the queue's threads and waits come from; a test drives them by hand. */
interface QueueThreads {
  /** Runs {@code task} once, on a thread of its own, soon. Nothing runs after {@link #end}. */
  void run(Runnable task);

  /**
   * Runs {@code task}, which is quick, once after {@code delay}.
   *
   * @return calls it off, unless it has begun
   */
  Runnable after(Duration delay, Runnable task);

  /** Drops what has not begun, and interrupts what runs. */
  void end();
}

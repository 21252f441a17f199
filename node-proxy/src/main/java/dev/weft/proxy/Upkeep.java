package dev.weft.proxy;

import dev.weft.enforcer.report.Faults;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * What has to be looked after again and again: one thing after the other, on one thread. What fails
 * is reported and done again the next time.
 */
final class Upkeep implements AutoCloseable {
  private static final int SECONDS_TO_END = 15;

  private final ScheduledExecutorService thread;
  private final Faults faults;

  Upkeep(ThreadFactory threads, Faults faults) {
    this.thread = Executors.newSingleThreadScheduledExecutor(threads);
    this.faults = faults;
  }

  void every(Duration pause, String what, Task task) {
    thread.scheduleWithFixedDelay(
        () -> run(what, task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(String what, Task task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // Errors too: what throws out of here is never done again.
      faults.caught("upkeep." + what, e);
    }
  }

  /** Ends it, and waits for what is being done. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something to do. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }
}

package dev.weft.core.control;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The scheduler of a running process: a few daemon threads, which end when they idle. */
final class ThreadedScheduler implements TaskScheduler {
  /** More than ever block at once (SVID, config, lease, two look-ups): deadlines are kept too. */
  private static final int THREADS = 7;

  private final ScheduledThreadPoolExecutor executor;

  ThreadedScheduler(ThreadFactory threads) {
    executor =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = threads.newThread(task);
              if (thread != null && !thread.isDaemon()) {
                thread.setDaemon(true);
              }
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(10, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    try {
      ScheduledFuture<?> scheduled = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {};
    }
  }

  @Override
  public void shutdown() {
    executor.shutdownNow();
  }
}

package dev.weft.proxy.svid;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Threads that end when they idle. */
final class PooledThreads implements QueueThreads {
  private final ScheduledThreadPoolExecutor executor;

  /**
   * @param most how many tasks run at once; one thread more keeps the time
   */
  PooledThreads(int most, ThreadFactory threads) {
    executor = new ScheduledThreadPoolExecutor(most + 1, threads);
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(10, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public void run(Runnable task) {
    executor.execute(task);
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    try {
      ScheduledFuture<?> scheduled =
          executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {};
    }
  }

  @Override
  public void end() {
    executor.shutdownNow();
  }
}

package dev.weft.agent.mesh;

import dev.weft.agent.tls.SocketContext;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Runs the timeouts of connections, on one thread; a cancelled one is forgotten at once. */
final class AgentTimer implements SocketContext.Timer {
  private final ScheduledThreadPoolExecutor executor;
  private final BiConsumer<String, Throwable> faults;

  AgentTimer(ThreadFactory threads, BiConsumer<String, Throwable> faults) {
    this.executor = new ScheduledThreadPoolExecutor(1, threads);
    this.executor.setRemoveOnCancelPolicy(true);
    // What is asked for after the end never runs.
    this.executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    this.faults = faults;
  }

  @Override
  public SocketContext.Timeout after(Duration delay, Runnable task) {
    ScheduledFuture<?> future =
        executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /** Ends: nothing runs any more, but for what runs already. */
  void close() {
    executor.shutdownNow();
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      faults.accept("timer", e);
    }
  }
}

package dev.weft.agent.http.nettyloop;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** What woven event executors call. None of it throws. */
public final class NettyTasks {
  private NettyTasks() {}

  /** An executor's own thread is about to be started, whatever the calling one works under. */
  public static @Nullable TraceScope beginning() {
    return TraceScope.current() == null ? null : TraceScope.open(null);
  }

  /** An executor is given a task. One that is scheduled comes by here on its way to a queue. */
  public static void added(@Nullable Runnable task) {
    if (!(task instanceof ScheduledFuture<?>)) {
      TaskContexts.submitted(task);
    }
  }

  /**
   * An executor takes a task to run it by no other way than {@code run}: Netty's own for handlers
   * does, and it alone. What has extended it sees its tasks as they are.
   */
  public static @Nullable Runnable taken(Object executor, @Nullable Runnable task) {
    return task == null
            || executor.getClass() != DefaultEventExecutor.class
            || task instanceof ScheduledFuture<?>
        ? task
        : new NettyTask(task);
  }

  /** The executor's thread begins with a task. */
  public static @Nullable TraceScope starting(@Nullable Runnable task) {
    return task instanceof ScheduledFuture<?> ? null : TaskContexts.starting(task);
  }

  /**
   * A scheduled task is run, or is put where it waits for its time.
   *
   * @param period 0 for one that runs once; others belong to nobody
   */
  public static @Nullable TraceScope startingScheduled(Object task, long period) {
    if (period != 0) {
      TaskContexts.withdrawn(task);
      return null;
    }
    return TaskContexts.starting(task);
  }

  /** It has been run, or is still to be. */
  public static void endedScheduled(Future<?> task, @Nullable TraceScope scope) {
    if (scope != null) {
      if (!task.isDone()) {
        TaskContexts.made(task);
      }
      TaskContexts.ended(scope);
    }
  }
}

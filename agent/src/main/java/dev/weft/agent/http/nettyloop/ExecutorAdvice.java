package dev.weft.agent.http.nettyloop;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import io.netty.util.concurrent.Future;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Netty's event executors. */
// What is woven carries the values of assigned return values on.
@SuppressWarnings("UnusedVariable")
final class ExecutorAdvice {
  private ExecutorAdvice() {}

  /** {@code SingleThreadEventExecutor.addTask}, which every way to hand over a task calls. */
  static final class Add {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) @Nullable Runnable task) {
      NettyTasks.added(task);
    }
  }

  /** {@code SingleThreadEventExecutor.takeTask}, for an executor that runs what it takes. */
  static final class Take {
    @Advice.OnMethodExit
    static void exit(
        @Advice.This Object executor, @Advice.Return(readOnly = false) @Nullable Runnable task) {
      task = NettyTasks.taken(executor, task);
    }
  }

  /**
   * {@code doStartThread}, and {@code run} of those that keep order: a loop itself belongs to
   * nobody, whoever needed it first.
   */
  static final class Start {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter() {
      return NettyTasks.beginning();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }

  /** {@code AbstractEventExecutor.safeExecute}. */
  static final class Execute {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.Argument(0) Runnable task) {
      return NettyTasks.starting(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }

  /** {@code schedule}, which every way to schedule a task calls. */
  static final class Schedule {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) Object task) {
      TaskContexts.made(task);
    }
  }

  /** {@code ScheduledFutureTask.run}, which may find that it is not yet time. */
  static final class RunScheduled {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(
        @Advice.This Object task, @Advice.FieldValue("periodNanos") long period) {
      return NettyTasks.startingScheduled(task, period);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.This Future<?> task, @Advice.Enter @Nullable TraceScope scope) {
      NettyTasks.endedScheduled(task, scope);
    }
  }
}

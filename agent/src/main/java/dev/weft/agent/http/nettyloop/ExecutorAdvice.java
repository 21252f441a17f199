package dev.weft.agent.http.nettyloop;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import io.netty.util.concurrent.Future;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Netty's event executors. */
final class ExecutorAdvice {
  private ExecutorAdvice() {}

  /** {@code SingleThreadEventExecutor.addTask}, which every way to hand over a task calls. */
  static final class Add {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) @Nullable Runnable task) {
      NettyTasks.added(task);
    }
  }

  /** {@code doStartThread}: the loop itself belongs to nobody, whoever needed it first. */
  static final class Start {
    @Advice.OnMethodEnter
    static TraceScope enter() {
      return TraceScope.open(null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter TraceScope scope) {
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

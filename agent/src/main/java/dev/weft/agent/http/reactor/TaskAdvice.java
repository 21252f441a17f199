package dev.weft.agent.http.reactor;

import dev.weft.bootstrap.http.RequestContexts;
import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code BoundedElasticThreadPerTaskScheduler.SchedulerTask}. */
final class TaskAdvice {
  private TaskAdvice() {}

  /** The constructor. What is scheduled again and again belongs to nobody. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object task, @Advice.Argument(2) long period) {
      if (period < 0) {
        RequestContexts.keep(task);
      }
    }
  }

  /** {@code run}, on a virtual thread of its own. */
  static final class Run {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object task) {
      return RequestContexts.resume(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }
}

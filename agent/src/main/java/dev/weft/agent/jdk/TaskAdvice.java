package dev.weft.agent.jdk;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Tasks of the JDK's own that run once: {@code FutureTask} and such. */
final class TaskAdvice {
  private TaskAdvice() {}

  /** A constructor. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object task) {
      TaskContexts.made(task);
    }
  }

  /** {@code run}. */
  static final class Run {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object task) {
      return TaskContexts.starting(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }
}

package dev.weft.agent.http.coroutines;

import dev.weft.bootstrap.http.RequestContexts;
import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Coroutines, and what resumes them. */
final class CoroutineAdvice {
  private CoroutineAdvice() {}

  /** The constructor of {@code AbstractCoroutine}. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object coroutine) {
      RequestContexts.keep(coroutine);
    }
  }

  /** {@code DispatchedTask.run}, on a thread of a dispatcher. */
  static final class Run {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object task) {
      return Coroutines.resuming(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }

  /** {@code DispatchedTaskKt.resume}: in place, in the middle of what somebody else does. */
  static final class ResumeTask {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.Argument(0) Object task) {
      return Coroutines.resuming(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }
}

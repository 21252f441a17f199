package dev.weft.agent.http.vertx;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code FutureImpl} and {@code FutureBase}. */
final class FutureAdvice {
  private FutureAdvice() {}

  /** A constructor. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object future) {
      VertxFutures.made(future);
    }
  }

  /** {@code emitSuccess} and {@code emitFailure}: a listener is called, or a task is to call it. */
  static final class Emit {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(
        @Advice.This Object future, @Advice.Argument(1) Object listener) {
      return VertxFutures.calling(future, listener);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }

  /** {@code emitResult}, likewise. */
  static final class EmitResult {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(
        @Advice.This Object future, @Advice.Argument(2) Object listener) {
      return VertxFutures.calling(future, listener);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }
}

package dev.weft.agent.http.reactornetty;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code HttpClientOperations}. */
final class OperationsAdvice {
  private OperationsAdvice() {}

  /** What comes of an answer, and its end: the subscriber's operators are called with it. */
  static final class Received {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object request) {
      return ReactorRequests.working(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }
}

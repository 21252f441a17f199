package dev.weft.agent.http.otelapi;

import io.opentelemetry.context.Context;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code Context} and {@code ThreadLocalContextStorage}. */
// What is woven carries the values of assigned returns on.
@SuppressWarnings("UnusedVariable")
final class ContextAdvice {
  private ContextAdvice() {}

  /** {@code Context.current}. */
  static final class Current {
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) Context current) {
      current = OtelContexts.current(current);
    }
  }

  /** {@code attach}. */
  static final class Attach {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) @Nullable Context attached, @Advice.Return @Nullable Object scope) {
      OtelContexts.attached(attached, scope);
    }
  }

  /** {@code ScopeImpl.close}, which does nothing where another scope is open above. */
  static final class Close {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object scope, @Advice.FieldValue("closed") boolean closed) {
      OtelContexts.closed(scope, closed);
    }
  }
}

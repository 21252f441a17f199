package dev.weft.agent.http.jdkserver;

import com.sun.net.httpserver.HttpExchange;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code com.sun.net.httpserver.Filter$Chain}. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class ChainAdvice {
  private ChainAdvice() {}

  /** {@code doFilter}: the first chain of an exchange begins, or goes on. */
  static final class DoFilter {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.Argument(0) HttpExchange exchange,
        @Advice.Local("scope") @Nullable TraceScope scope) {
      boolean answered = JdkRequests.isAnswered(exchange);
      scope = JdkRequests.enter(exchange);
      return answered;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Local("scope") @Nullable TraceScope scope) {
      ServerRequests.leave(scope);
    }
  }
}

package dev.weft.agent.http.jdkserver;

import com.sun.net.httpserver.HttpExchange;
import net.bytebuddy.asm.Advice;

/** {@code com.sun.net.httpserver.Filter$Chain}. */
final class ChainAdvice {
  private ChainAdvice() {}

  /** {@code doFilter}: the first chain of an exchange begins, or goes on. */
  static final class DoFilter {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.Argument(0) HttpExchange exchange) {
      return JdkRequests.isAnswered(exchange);
    }
  }
}

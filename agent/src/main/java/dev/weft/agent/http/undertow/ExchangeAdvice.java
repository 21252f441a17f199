package dev.weft.agent.http.undertow;

import io.undertow.server.HttpServerExchange;
import java.util.concurrent.Executor;
import net.bytebuddy.asm.Advice;

/** {@code io.undertow.server.HttpServerExchange}. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class ExchangeAdvice {
  private ExchangeAdvice() {}

  /** {@code dispatch}: the request goes on in another thread. */
  static final class Dispatch {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This HttpServerExchange exchange,
        @Advice.Argument(0) Executor executor,
        @Advice.Argument(value = 1, readOnly = false) Runnable task) {
      task = UndertowRequests.dispatched(exchange, executor, task);
    }
  }
}

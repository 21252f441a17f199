package dev.weft.agent.http.jettyclient9;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.HttpExchange;
import org.jspecify.annotations.Nullable;

/** {@code HttpExchange} and {@code HttpReceiver}. */
final class ExchangeAdvice {
  private ExchangeAdvice() {}

  /** The constructor: a request is about to wait for a connection. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This HttpExchange exchange) {
      JettyClient9Requests.made(exchange);
    }
  }

  /** {@code responseHeaders}: the head of an answer is complete. */
  static final class Answered {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) HttpExchange exchange) {
      JettyClient9Requests.answered(exchange);
    }
  }

  /** {@code notifyFailureComplete}: it has failed before it had a connection. */
  static final class Failed {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object exchange, @Advice.Argument(0) Throwable failure) {
      JettyClient9Requests.failed(exchange, failure);
    }
  }

  /** {@code terminateResponse}: it is over, with a failure or without. */
  static final class Terminated {
    @Advice.OnMethodExit
    static void exit(
        @Advice.This Object exchange,
        @Advice.FieldValue("responseFailure") @Nullable Throwable failure) {
      JettyClient9Requests.failed(exchange, failure);
    }
  }
}

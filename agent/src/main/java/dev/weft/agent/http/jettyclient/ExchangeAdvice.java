package dev.weft.agent.http.jettyclient;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** {@code HttpExchange} and {@code HttpReceiver}. */
final class ExchangeAdvice {
  private ExchangeAdvice() {}

  /** The constructor: a request is about to wait for a connection. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object exchange, @Advice.Argument(1) HttpRequest request) {
      JettyClientRequests.made(exchange, request);
    }
  }

  /** {@code responseHeaders}: the head of an answer is complete. */
  static final class Answered {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) HttpExchange exchange) {
      JettyClientRequests.answered(exchange);
    }
  }

  /** {@code notifyFailureComplete}: it has failed before it had a connection. */
  static final class Failed {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object exchange, @Advice.Argument(0) Throwable failure) {
      JettyClientRequests.failed(exchange, failure);
    }
  }

  /** {@code terminateResponse}: it is over, with a failure or without. */
  static final class Terminated {
    @Advice.OnMethodExit
    static void exit(
        @Advice.This Object exchange,
        @Advice.FieldValue("responseFailure") @Nullable Throwable failure) {
      JettyClientRequests.failed(exchange, failure);
    }
  }
}

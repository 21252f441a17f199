package dev.weft.agent.http.apache5minimal;

import dev.weft.bootstrap.http.ClientExchange;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/** The minimal clients. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class ClientAdvice {
  private ClientAdvice() {}

  /** {@code MinimalHttpClient.doExecute}. */
  static final class Classic {
    @Advice.OnMethodEnter
    static @Nullable ClientExchange enter(
        @Advice.Argument(0) @Nullable HttpHost target,
        @Advice.Argument(1) ClassicHttpRequest request) {
      return Apache5MinimalRequests.begin(target, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable ClientExchange exchange,
        @Advice.Return @Nullable ClassicHttpResponse response,
        @Advice.Thrown @Nullable Throwable failure) {
      Apache5MinimalRequests.end(exchange, response, failure);
    }
  }

  /** {@code execute} of the asynchronous ones. */
  static final class Async {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(value = 0, readOnly = false) AsyncClientExchangeHandler handler) {
      handler = Apache5MinimalRequests.around(handler);
    }
  }
}

package dev.weft.agent.http.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;

/** {@code io.undertow.server.Connectors}. */
// Byte Buddy carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class ConnectorsAdvice {
  private ConnectorsAdvice() {}

  /** {@code executeRootHandler}: a request begins, or goes on with another handler. */
  static final class ExecuteRootHandler {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(value = 0, readOnly = false) HttpHandler handler,
        @Advice.Argument(1) HttpServerExchange exchange) {
      handler = UndertowRequests.admitted(handler, exchange);
    }
  }
}

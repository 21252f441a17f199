package dev.weft.agent.http.undertow;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TraceScope;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code io.undertow.server.Connectors}. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class ConnectorsAdvice {
  private ConnectorsAdvice() {}

  /** {@code executeRootHandler}: a request begins, or goes on with another handler. */
  static final class ExecuteRootHandler {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(value = 0, readOnly = false) HttpHandler handler,
        @Advice.Argument(1) HttpServerExchange exchange,
        @Advice.Local("scope") @Nullable TraceScope scope) {
      handler = UndertowRequests.admitted(handler, exchange);
      scope = UndertowRequests.enter(exchange);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Local("scope") @Nullable TraceScope scope) {
      ServerRequests.leave(scope);
    }
  }
}

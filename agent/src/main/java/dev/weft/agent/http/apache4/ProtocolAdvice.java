package dev.weft.agent.http.apache4;

import dev.weft.bootstrap.http.ClientExchange;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.routing.HttpRoute;
import org.jspecify.annotations.Nullable;

/** {@code ProtocolExec}. */
final class ProtocolAdvice {
  private ProtocolAdvice() {}

  /** {@code execute}: one request, from its connection to the head of its answer. */
  static final class Execute {
    @Advice.OnMethodEnter
    static @Nullable ClientExchange enter(
        @Advice.Argument(0) HttpRoute route, @Advice.Argument(1) HttpRequestWrapper request) {
      return Apache4Requests.begin(request, route);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable ClientExchange exchange,
        @Advice.Return @Nullable HttpResponse response,
        @Advice.Thrown @Nullable Throwable failure) {
      Apache4Requests.end(exchange, response, failure);
    }
  }
}

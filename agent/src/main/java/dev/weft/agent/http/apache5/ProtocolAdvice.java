package dev.weft.agent.http.apache5;

import dev.weft.bootstrap.http.ClientExchange;
import net.bytebuddy.asm.Advice;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** {@code ProtocolExec}. */
final class ProtocolAdvice {
  private ProtocolAdvice() {}

  /** {@code execute}: one request, from its connection to the head of its answer. */
  static final class Execute {
    @Advice.OnMethodEnter
    static @Nullable ClientExchange enter(
        @Advice.Argument(0) ClassicHttpRequest request, @Advice.Argument(1) ExecChain.Scope scope) {
      return Apache5Requests.begin(request, scope);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable ClientExchange exchange,
        @Advice.Return @Nullable ClassicHttpResponse response,
        @Advice.Thrown @Nullable Throwable failure) {
      Apache5Requests.end(exchange, response, failure);
    }
  }
}

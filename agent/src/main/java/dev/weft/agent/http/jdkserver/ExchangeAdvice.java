package dev.weft.agent.http.jdkserver;

import java.net.URI;
import net.bytebuddy.asm.Advice;

/** {@code sun.net.httpserver.ExchangeImpl} and {@code ServerImpl$Exchange}. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class ExchangeAdvice {
  private ExchangeAdvice() {}

  /** The constructor: the request's head has been read, and its headers are copied next. */
  static final class Made {
    @Advice.OnMethodEnter
    static JdkRequest enter(
        @Advice.Argument(0) String method,
        @Advice.Argument(value = 1, readOnly = false) URI uri,
        @Advice.Argument(2) Object request,
        @Advice.Argument(4) Object connection) {
      JdkRequest judged = JdkRequests.judge(method, uri, request, connection);
      uri = judged.uri();
      return judged;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.This Object exchange,
        @Advice.Argument(4) Object connection,
        @Advice.Enter JdkRequest judged) {
      JdkRequests.keep(exchange, connection, judged);
    }
  }

  /** {@code sendReply}, which also tells clients to continue. */
  static final class SendReply {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.Argument(0) int status, @Advice.FieldValue("tx") Object exchange) {
      return status == 100 && JdkRequests.isRefused(exchange);
    }
  }
}

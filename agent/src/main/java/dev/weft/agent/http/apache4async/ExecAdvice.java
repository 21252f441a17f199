package dev.weft.agent.http.apache4async;

import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;

/** {@code MainClientExec}, on a thread of the I/O reactor. */
final class ExecAdvice {
  private ExecAdvice() {}

  /** {@code generateRequest}: the head of a request that goes out now. */
  static final class Generated {
    @Advice.OnMethodExit
    static void exit(@Advice.Argument(1) Object handler, @Advice.Return HttpRequest request) {
      Apache4AsyncRequests.sending(handler, request);
    }
  }

  /** {@code responseReceived}: the head of its answer. */
  static final class Received {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(0) HttpResponse response, @Advice.Argument(2) Object handler) {
      Apache4AsyncRequests.answered(handler, response);
    }
  }
}

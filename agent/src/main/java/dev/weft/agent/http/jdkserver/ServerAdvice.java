package dev.weft.agent.http.jdkserver;

import net.bytebuddy.asm.Advice;

/** {@code sun.net.httpserver.ServerImpl}. */
final class ServerAdvice {
  private ServerAdvice() {}

  /** {@code addEvent}: the answer of an exchange has been written. */
  static final class AddEvent {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) Object event) {
      JdkRequests.written(event);
    }
  }
}

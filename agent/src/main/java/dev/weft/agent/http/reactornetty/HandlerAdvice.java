package dev.weft.agent.http.reactornetty;

import net.bytebuddy.asm.Advice;
import reactor.netty.Connection;

/** {@code HttpClientConnect.HttpClientHandler}. */
final class HandlerAdvice {
  private HandlerAdvice() {}

  /** The constructor: on the thread that subscribes. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object handler) {
      ReactorRequests.subscribed(handler);
    }
  }

  /** {@code requestWithBody}: a connection is there, on its event loop. */
  static final class Send {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object handler, @Advice.Argument(0) Connection request) {
      ReactorRequests.sending(handler, request);
    }
  }
}

package dev.weft.agent.http.jetty;

import net.bytebuddy.asm.Advice;

/** {@code org.eclipse.jetty.server.internal.HttpChannelState$ChannelRequest}. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class RequestAdvice {
  private RequestAdvice() {}

  /** {@code demand}: the application wants to be called when there is something to read. */
  static final class Demand {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object request,
        @Advice.Argument(value = 0, readOnly = false) Runnable callback) {
      callback = JettyRequests.demanded(request, callback);
    }
  }
}

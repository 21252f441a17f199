package dev.weft.agent.http.jetty;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.util.Callback;

/** {@code org.eclipse.jetty.server.internal.HttpChannelState$ChannelResponse}. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class ResponseAdvice {
  private ResponseAdvice() {}

  /** {@code write}: the application wants to be called when that is done. */
  static final class Write {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue("_request") Object request,
        @Advice.Argument(value = 2, readOnly = false) Callback callback) {
      callback = JettyRequests.written(request, callback);
    }
  }
}

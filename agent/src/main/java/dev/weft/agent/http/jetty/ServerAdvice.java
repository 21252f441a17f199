package dev.weft.agent.http.jetty;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** {@code org.eclipse.jetty.server.Server}. */
// Byte Buddy carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class ServerAdvice {
  private ServerAdvice() {}

  /** {@code handle}: where requests of every protocol reach the first handler. */
  static final class Handle {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Server server,
        @Advice.Argument(value = 0, readOnly = false) Request request,
        @Advice.Argument(1) Response response,
        @Advice.Argument(2) Callback callback) {
      Request admitted = JettyRequests.admit(server, request, response, callback);
      if (admitted == null) {
        return true;
      }
      request = admitted;
      return false;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter boolean refused, @Advice.Return(readOnly = false) boolean handled) {
      if (refused) {
        handled = true;
      }
    }
  }
}

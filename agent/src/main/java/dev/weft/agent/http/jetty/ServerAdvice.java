package dev.weft.agent.http.jetty;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** {@code org.eclipse.jetty.server.Server}. */
// What is woven carries the values of assigned parameters on.
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
        @Advice.Argument(2) Callback callback,
        @Advice.Local("scope") @Nullable TraceScope scope) {
      Request admitted = JettyRequests.admit(server, request, response, callback);
      if (admitted == null) {
        return true;
      }
      request = admitted;
      scope = JettyRequests.enter(admitted);
      return false;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter boolean refused,
        @Advice.Local("scope") @Nullable TraceScope scope,
        @Advice.Return(readOnly = false) boolean handled) {
      ServerRequests.leave(scope);
      if (refused) {
        handled = true;
      }
    }
  }
}

package dev.weft.agent.http.jetty9;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/** {@code org.eclipse.jetty.server.Server}. */
// What is woven carries the values of locals on.
@SuppressWarnings("UnusedVariable")
final class ServerAdvice {
  private ServerAdvice() {}

  /** {@code handle}: where requests of every protocol reach the first handler. */
  static final class Handle {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.Argument(0) HttpChannel channel,
        @Advice.Local("scope") @Nullable TraceScope scope) {
      boolean refused = Jetty9Requests.isRefused(channel);
      scope = refused ? null : Jetty9Requests.enter(channel);
      return refused;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Local("scope") @Nullable TraceScope scope) {
      ServerRequests.leave(scope);
    }
  }

  /** {@code handleAsync}: a request that was let through comes back to the application. */
  static final class HandleAsync {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.Argument(0) HttpChannel channel) {
      return Jetty9Requests.enter(channel);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      ServerRequests.leave(scope);
    }
  }
}

package dev.weft.agent.http.callbacks;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** As {@link CallbackAdvice}, where Jetty 12's request is to be unwrapped. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class JettyCallbackAdvice {
  private JettyCallbackAdvice() {}

  /** A method of an object that leads to its request. */
  static final class Own {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object part) {
      return JettyCallbacks.enter(part);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      ServerRequests.leave(scope);
    }
  }

  /** {@code AsyncContext.start}, where the channel has the server run the task. */
  static final class Start {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object part, @Advice.Argument(value = 0, readOnly = false) Runnable task) {
      task = JettyCallbacks.bound(part, task);
    }
  }
}

package dev.weft.agent.http.callbacks;

import dev.weft.bootstrap.http.RequestContexts;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Methods of servers that call the application. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class CallbackAdvice {
  private CallbackAdvice() {}

  /** A method of an object that leads to its request. */
  static final class Own {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object part) {
      return RequestContexts.enter(part);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      ServerRequests.leave(scope);
    }
  }

  /** A method whose first argument is the request. */
  static final class Given {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.Argument(0) Object request) {
      return RequestContexts.enter(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      ServerRequests.leave(scope);
    }
  }

  /** {@code AsyncContext.start}, where the library has its own executor run the task. */
  static final class Start {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object part, @Advice.Argument(value = 0, readOnly = false) Runnable task) {
      task = RequestContexts.bound(part, task);
    }
  }
}

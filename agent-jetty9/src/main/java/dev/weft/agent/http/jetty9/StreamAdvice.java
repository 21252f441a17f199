package dev.weft.agent.http.jetty9;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code org.eclipse.jetty.server.HttpInput} and {@code HttpOutput}. */
final class StreamAdvice {
  private StreamAdvice() {}

  /** {@code run}: the application is told that it can read or write. */
  static final class Ready {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object stream) {
      return Jetty9Requests.enter(stream);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      ServerRequests.leave(scope);
    }
  }
}

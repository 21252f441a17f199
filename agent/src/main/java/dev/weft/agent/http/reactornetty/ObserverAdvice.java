package dev.weft.agent.http.reactornetty;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code HttpClientConnect.HttpIOHandlerObserver}. */
final class ObserverAdvice {
  private ObserverAdvice() {}

  /** {@code onStateChange}: what the subscriber gave for sending is called in it. */
  static final class Changed {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.FieldValue("handler") Object handler) {
      return ReactorRequests.working(handler);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }
}

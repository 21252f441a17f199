package dev.weft.agent.http.okhttp;

import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code AsyncCall}: a call that waits in the dispatcher's queue. */
final class CallAdvice {
  private CallAdvice() {}

  /** The constructor: on the thread of the program that enqueues the call. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object call) {
      OkHttpCalls.made(call);
    }
  }

  /** Where a thread of the dispatcher does the call, and calls back. */
  static final class Run {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object call) {
      return OkHttpCalls.enter(call);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      OkHttpCalls.leave(scope);
    }
  }
}

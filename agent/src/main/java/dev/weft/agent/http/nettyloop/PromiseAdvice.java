package dev.weft.agent.http.nettyloop;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code DefaultPromise}. */
final class PromiseAdvice {
  private PromiseAdvice() {}

  /** {@code addListener0}, under the promise's lock. */
  static final class Add {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object promise, @Advice.Argument(0) Object listener) {
      NettyListeners.added(promise, listener);
    }
  }

  /** {@code removeListener0}, under the promise's lock. */
  static final class Remove {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object promise, @Advice.Argument(0) Object listener) {
      NettyListeners.removed(promise, listener);
    }
  }

  /** {@code notifyListener0}: one listener is called. */
  static final class Notify {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(
        @Advice.Argument(0) Object promise, @Advice.Argument(1) Object listener) {
      return NettyListeners.calling(promise, listener);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }
}

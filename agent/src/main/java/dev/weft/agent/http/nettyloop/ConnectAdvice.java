package dev.weft.agent.http.nettyloop;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code AbstractNioUnsafe} and {@code AbstractEpollUnsafe}, on the event loop. */
final class ConnectAdvice {
  private ConnectAdvice() {}

  /** {@code connect}, in the task that was given for it. */
  static final class Connect {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object channel) {
      NettyConnects.asked(channel);
    }
  }

  /** {@code finishConnect}. */
  static final class Finish {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object channel) {
      return NettyConnects.finishing(channel);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }
}

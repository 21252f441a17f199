package dev.weft.agent.http.grpc;

import dev.weft.bootstrap.http.RequestContexts;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code io.grpc.internal.ServerImpl}, {@code SerializingExecutor} and {@code
 * SerializeReentrantCallsDirectExecutor}.
 */
final class CallAdvice {
  private CallAdvice() {}

  /** The listener of a call was made, on the transport's thread, and nothing has been run yet. */
  static final class Begun {
    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) Object executor) {
      RequestContexts.keep(executor);
    }
  }

  /** {@code run}, {@code execute}: a thread runs what waits for one call. */
  static final class Run {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object executor) {
      return RequestContexts.resume(executor);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      ServerRequests.leave(scope);
    }
  }
}

package dev.weft.agent.http.grpcclient;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code ClientCallImpl} and {@code DelayedClientCall}. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class CallAdvice {
  private CallAdvice() {}

  /** {@code ClientCallImpl.start}. */
  static final class Start {
    @Advice.OnMethodEnter
    static @Nullable GrpcListener enter(
        @Advice.FieldValue("method") MethodDescriptor<?, ?> method,
        @Advice.Argument(value = 0, readOnly = false) ClientCall.Listener<?> listener,
        @Advice.Argument(1) Metadata headers) {
      GrpcListener following = GrpcCalls.starting(method, listener, headers);
      if (following != null) {
        listener = following;
      }
      return following;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable GrpcListener following,
        @Advice.Thrown @Nullable Throwable failure) {
      GrpcCalls.started(following, failure);
    }
  }

  /** {@code DelayedClientCall.start}: on the thread of the program that calls. */
  static final class Delay {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(1) Object headers) {
      GrpcCalls.delayed(headers);
    }
  }
}

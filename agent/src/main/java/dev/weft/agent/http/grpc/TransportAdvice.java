package dev.weft.agent.http.grpc;

import io.grpc.okhttp.internal.framed.Header;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** {@code io.grpc.okhttp.OkHttpServerTransport} and its {@code FrameHandler}. */
final class TransportAdvice {
  private TransportAdvice() {}

  /** The constructor: a connection was accepted, and reading begins when the transport starts. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object transport, @Advice.Argument(1) Object socket) {
      OkHttpRequests.accepted(transport, socket);
    }
  }

  /** {@code headers}: the first ones of a stream, or trailers. */
  static final class Headers {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object handler,
        @Advice.Argument(1) boolean finished,
        @Advice.Argument(2) int streamId,
        @Advice.Argument(4) List<Header> headers) {
      return OkHttpRequests.isRefused(handler, streamId, finished, headers);
    }
  }

  /** {@code data}, which drops what comes for a stream that is not there any more. */
  static final class Data {
    @Advice.OnMethodEnter
    static boolean enter(@Advice.This Object handler, @Advice.Argument(1) int streamId) {
      return OkHttpWindow.isGone(handler, streamId);
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter boolean gone,
        @Advice.This Object handler,
        @Advice.Argument(4) int paddedLength) {
      if (gone) {
        OkHttpWindow.giveBack(handler, paddedLength);
      }
    }
  }
}

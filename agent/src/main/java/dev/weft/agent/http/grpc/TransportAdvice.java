package dev.weft.agent.http.grpc;

import dev.weft.bootstrap.trace.TraceScope;
import io.grpc.Status;
import io.grpc.okhttp.internal.framed.Header;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code io.grpc.okhttp.OkHttpServerTransport}, its {@code FrameHandler}, and {@code
 * OkHttpServerStream.TransportState}.
 */
// What is woven carries the values of locals on.
@SuppressWarnings("UnusedVariable")
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
        @Advice.Argument(4) List<Header> headers,
        @Advice.Local("scope") @Nullable TraceScope scope) {
      boolean refused = OkHttpRequests.isRefused(handler, streamId, finished, headers);
      scope = refused ? null : OkHttpRequests.enter(handler, streamId);
      return refused;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter boolean refused,
        @Advice.This Object handler,
        @Advice.Argument(2) int streamId,
        @Advice.Local("scope") @Nullable TraceScope scope) {
      if (!refused) {
        OkHttpRequests.left(scope, handler, streamId);
      }
    }
  }

  /** {@code respondWithHttpError}: the answer to a request that is no call. */
  static final class HttpError {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object handler,
        @Advice.Argument(0) int streamId,
        @Advice.Argument(2) int status) {
      OkHttpStreams.answered(handler, streamId, status);
    }
  }

  /** {@code respondWithGrpcError}: the answer to a call that cannot be made. */
  static final class GrpcError {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object handler,
        @Advice.Argument(0) int streamId,
        @Advice.Argument(2) Status.Code code) {
      OkHttpStreams.answered(handler, streamId, code);
    }
  }

  /** {@code rstStream}: the client gives a stream up. */
  static final class Reset {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object handler, @Advice.Argument(0) int streamId) {
      OkHttpStreams.cancelled(handler, streamId);
    }
  }

  /** The constructor of a call's state. */
  static final class Taken {
    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) Object transport, @Advice.Argument(1) int streamId) {
      OkHttpStreams.taken(transport, streamId);
    }
  }

  /** {@code sendTrailersAfterFlowControlled}: nothing else of the answer waits any more. */
  static final class Trailers {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue("transport") Object transport,
        @Advice.FieldValue("streamId") int streamId,
        @Advice.Argument(0) List<Header> trailers) {
      OkHttpStreams.answered(transport, streamId, trailers);
    }
  }

  /** {@code streamClosed}: the transport forgets a stream. */
  static final class StreamClosed {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object transport, @Advice.Argument(0) int streamId) {
      OkHttpStreams.closed(transport, streamId);
    }
  }

  /** {@code terminated}: nothing is read from the connection any more. */
  static final class Terminated {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object transport) {
      OkHttpStreams.closed(transport);
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

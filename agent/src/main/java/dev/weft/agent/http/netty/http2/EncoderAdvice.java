package dev.weft.agent.http.netty.http2;

import io.netty.handler.codec.http2.Http2Headers;
import net.bytebuddy.asm.Advice;

/** {@code io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder}. */
final class EncoderAdvice {
  private EncoderAdvice() {}

  /** {@code writeHeaders}: a head or trailers go out. */
  static final class WriteHeaders {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object encoder,
        @Advice.Argument(1) int streamId,
        @Advice.Argument(2) Http2Headers headers,
        @Advice.Argument(4) boolean end) {
      NettyStreams.written(encoder, streamId, headers, end);
    }
  }

  /** {@code writeHeaders} with a priority. */
  static final class WritePriority {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object encoder,
        @Advice.Argument(1) int streamId,
        @Advice.Argument(2) Http2Headers headers,
        @Advice.Argument(7) boolean end) {
      NettyStreams.written(encoder, streamId, headers, end);
    }
  }

  /** {@code writeData}: a part of a body goes out. */
  static final class WriteData {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object encoder,
        @Advice.Argument(1) int streamId,
        @Advice.Argument(4) boolean end) {
      NettyStreams.written(encoder, streamId, end);
    }
  }
}

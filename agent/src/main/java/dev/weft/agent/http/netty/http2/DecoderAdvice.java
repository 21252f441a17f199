package dev.weft.agent.http.netty.http2;

import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameListener;
import net.bytebuddy.asm.Advice;

/** {@code io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder}. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class DecoderAdvice {
  private DecoderAdvice() {}

  /** {@code frameListener}: whom the decoder tells of frames. */
  static final class SetListener {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This DefaultHttp2ConnectionDecoder decoder,
        @Advice.FieldValue("encoder") Http2ConnectionEncoder encoder,
        @Advice.Argument(value = 0, readOnly = false) Http2FrameListener listener) {
      listener = NettyStreams.judging(decoder, encoder, listener);
    }
  }

  /** {@code frameListener}: the application sees its own. */
  static final class GetListener {
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) Http2FrameListener listener) {
      listener = NettyStreams.original(listener);
    }
  }
}

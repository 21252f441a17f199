package dev.weft.agent.http.nettyclient.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Headers;
import net.bytebuddy.asm.Advice;

/** {@code DefaultHttp2ConnectionDecoder.FrameReadListener}. */
final class DecoderAdvice {
  private DecoderAdvice() {}

  /** {@code onHeadersRead}: the head of an answer, or what trails it. */
  static final class Headers {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(0) ChannelHandlerContext ctx,
        @Advice.Argument(1) int streamId,
        @Advice.Argument(2) Http2Headers headers) {
      NettyStreamRequests.received(ctx, streamId, headers);
    }
  }
}

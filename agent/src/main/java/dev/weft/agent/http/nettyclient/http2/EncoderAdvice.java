package dev.weft.agent.http.nettyclient.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code DefaultHttp2ConnectionEncoder}. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class EncoderAdvice {
  private EncoderAdvice() {}

  /** {@code writeHeaders}, one of which may call the other. */
  static final class WriteHeaders {
    @Advice.OnMethodEnter
    static @Nullable SentStream enter(
        @Advice.This DefaultHttp2ConnectionEncoder encoder,
        @Advice.Argument(0) ChannelHandlerContext ctx,
        @Advice.Argument(1) int streamId,
        @Advice.Argument(value = 2, readOnly = false) Http2Headers headers) {
      SentStream sent = NettyStreamRequests.sending(encoder, ctx, streamId, headers);
      if (sent != null) {
        headers = sent.headers(headers);
      }
      return sent;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.This DefaultHttp2ConnectionEncoder encoder,
        @Advice.Argument(0) ChannelHandlerContext ctx,
        @Advice.Argument(1) int streamId,
        @Advice.Enter @Nullable SentStream sent) {
      NettyStreamRequests.sent(encoder, ctx, streamId, sent);
    }
  }
}

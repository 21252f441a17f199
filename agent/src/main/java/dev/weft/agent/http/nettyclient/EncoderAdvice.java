package dev.weft.agent.http.nettyclient;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code HttpRequestEncoder}. */
final class EncoderAdvice {
  private EncoderAdvice() {}

  /** {@code encode}: a request, or a part of its body, becomes bytes. */
  static final class Encode {
    @Advice.OnMethodEnter
    static boolean enter(
        @Advice.This Object encoder,
        @Advice.Argument(0) ChannelHandlerContext ctx,
        @Advice.Argument(1) Object message) {
      return NettyClientRequests.encoding(ctx, encoder, message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.This Object encoder,
        @Advice.Argument(0) ChannelHandlerContext ctx,
        @Advice.Enter boolean isRequest,
        @Advice.Thrown @Nullable Throwable failure) {
      NettyClientRequests.encoded(ctx, encoder, isRequest, failure);
    }
  }

  /** {@code encodeHeaders}, of a request first, and later of what trails it. */
  static final class Headers {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object encoder, @Advice.Argument(1) ByteBuf out) {
      NettyClientRequests.addHeaders(encoder, out);
    }
  }
}

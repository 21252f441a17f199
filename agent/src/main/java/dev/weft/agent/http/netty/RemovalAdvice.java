package dev.weft.agent.http.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;

/** {@code io.netty.handler.codec.ByteToMessageDecoder}. */
final class RemovalAdvice {
  private RemovalAdvice() {}

  /** {@code handlerRemoved}: whoever stands behind the decoder gets what it has not read. */
  static final class Removed {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object decoder,
        @Advice.Argument(0) ChannelHandlerContext ctx,
        @Advice.FieldValue("cumulation") ByteBuf unread) {
      NettyRemovals.removed(ctx, decoder, unread);
    }
  }
}

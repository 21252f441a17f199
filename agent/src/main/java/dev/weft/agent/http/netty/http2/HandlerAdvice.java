package dev.weft.agent.http.netty.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import net.bytebuddy.asm.Advice;

/** {@code io.netty.handler.codec.http2.Http2ConnectionHandler}. */
final class HandlerAdvice {
  private HandlerAdvice() {}

  /** {@code handlerAdded}: the handler stands in a pipeline. */
  static final class Added {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Http2ConnectionHandler handler,
        @Advice.Argument(0) ChannelHandlerContext ctx) {
      NettyStreams.added(ctx, handler);
    }
  }
}

package dev.weft.agent.http.vertxserver;

import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;

/** {@code io.vertx.core.http.impl.Http1xOrH2CHandler}. */
final class DetectionAdvice {
  private DetectionAdvice() {}

  /** {@code handlerAdded}: nothing of the connection has been read. */
  static final class Added {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object handler, @Advice.Argument(0) ChannelHandlerContext ctx) {
      VertxConnections.added(handler, ctx);
    }
  }
}

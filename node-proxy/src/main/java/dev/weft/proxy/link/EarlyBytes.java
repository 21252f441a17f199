package dev.weft.proxy.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * Keeps what a client sends before there is anybody to take it, and that it ends: little, since the
 * channel is not read from meanwhile. It goes on when this is removed.
 */
final class EarlyBytes extends ChannelInboundHandlerAdapter {
  private final ArrayDeque<Object> early = new ArrayDeque<>();

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    early.add(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      early.add(new Ended(event));
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    boolean any = !early.isEmpty();
    for (Object message = early.poll(); message != null; message = early.poll()) {
      if (message instanceof Ended ended) {
        ctx.fireUserEventTriggered(ended.event());
      } else if (ctx.channel().isActive()) {
        ctx.fireChannelRead(message);
      } else {
        ReferenceCountUtil.release(message);
      }
    }
    if (any) {
      ctx.fireChannelReadComplete();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    early.forEach(ReferenceCountUtil::release);
    early.clear();
    ctx.fireChannelInactive();
  }

  /** The end of what the client sends. */
  private record Ended(Object event) {}
}

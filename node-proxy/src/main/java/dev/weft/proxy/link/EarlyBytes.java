package dev.weft.proxy.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * Keeps what a client sends before there is anybody to take it: little, since the channel is not
 * read from meanwhile. It goes on when this is removed.
 */
final class EarlyBytes extends ChannelInboundHandlerAdapter {
  private final ArrayDeque<Object> early = new ArrayDeque<>();

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    early.add(message);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    boolean any = !early.isEmpty();
    for (Object message = early.poll(); message != null; message = early.poll()) {
      if (ctx.channel().isActive()) {
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
}

package dev.weft.proxy.program;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells when a program speaks, or ends, before its client has said anything. */
final class FirstAnswer extends ChannelInboundHandlerAdapter {
  private final Runnable told;

  FirstAnswer(Runnable told) {
    this.told = told;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    told.run();
    // Whoever was told has put the next handler behind this one, and removed this.
    ctx.fireChannelRead(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    told.run();
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    told.run();
    ctx.fireChannelInactive();
  }
}

package dev.weft.agent.http.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** Swallows what still comes up a pipeline whose connection has been cut. */
public final class NettySink extends ChannelInboundHandlerAdapter {
  NettySink() {}

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }
}

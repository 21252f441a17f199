package dev.weft.it.programs;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpServerCodec;

/** Adds the codec when the first bytes have come, as servers do that detect protocols. */
final class NettyDetection extends ChannelInboundHandlerAdapter {
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ctx.pipeline().addLast(new HttpServerCodec());
    NettySeeing.serve(ctx.channel());
    ctx.fireChannelRead(message);
    ctx.pipeline().remove(this);
  }
}

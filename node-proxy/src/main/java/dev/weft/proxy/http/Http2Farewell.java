package dev.weft.proxy.http;

import dev.weft.proxy.net.Drain;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;

/** Tells a client of HTTP/2 to begin no more streams here when the proxy is to stop. */
final class Http2Farewell extends ChannelInboundHandlerAdapter {
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Drain.BEGUN) {
      ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }
}

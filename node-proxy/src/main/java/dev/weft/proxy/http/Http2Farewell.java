package dev.weft.proxy.http;

import dev.weft.proxy.net.Drain;
import dev.weft.proxy.net.IdleReached;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2PingFrame;

/**
 * Ends a client's HTTP/2 connection in peace. When the proxy is to stop, the client is told first
 * to begin no more streams here; those that it had begun by then are served, since they come before
 * its answer to a ping (RFC 9113, section 6.8). Then the last of them is told, and the connection
 * ends behind it. Stands behind the codec.
 */
final class Http2Farewell extends ChannelInboundHandlerAdapter {
  private static final long PING = 0x77656674_62796521L;

  private final Http2FrameCodec codec;
  private boolean begun;
  private boolean told;

  Http2Farewell(Http2FrameCodec codec) {
    this.codec = codec;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (Drain.isBegun(ctx.channel())) {
      begin(ctx);
    }
  }

  private void begin(ChannelHandlerContext ctx) {
    if (begun) {
      return;
    }
    begun = true;
    told = true;
    ctx.write(
        new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(Integer.MAX_VALUE));
    ctx.writeAndFlush(new DefaultHttp2PingFrame(PING));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Drain.BEGUN) {
      begin(ctx);
    } else if (event instanceof IdleReached idle) {
      if (codec.connection().numActiveStreams() > 0) {
        idle.keep();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    if (told && frame instanceof Http2PingFrame ping && ping.ack() && ping.content() == PING) {
      told = false;
      ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
      // As long as its streams take: how long the proxy waits for them is said elsewhere.
      codec.gracefulShutdownTimeoutMillis(-1);
      ctx.close();
    } else {
      ctx.fireChannelRead(frame);
    }
  }
}

package dev.weft.proxy.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/**
 * Ends a connection of HTTP/2 when its peer has ended its half of it. Who speaks HTTP/2 has to say
 * something for whatever it gets (RFC 9113, sections 6.5.3, 6.7 and 6.9), so that half a connection
 * is of no use; it would be kept for as long as an idle one is. Stands before the codec, which
 * would wait for streams that nobody goes on with.
 */
@ChannelHandler.Sharable
final class EndsWithPeer extends ChannelInboundHandlerAdapter {
  static final EndsWithPeer INSTANCE = new EndsWithPeer();

  private EndsWithPeer() {}

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    ctx.fireUserEventTriggered(event);
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      ctx.close();
    }
  }
}

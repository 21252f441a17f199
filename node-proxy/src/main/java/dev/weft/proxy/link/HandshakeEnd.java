package dev.weft.proxy.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;

/** Waits behind TLS for the end of the handshake, tells of it, and is gone. */
final class HandshakeEnd extends ChannelInboundHandlerAdapter {
  private final Consumer<SslHandshakeCompletionEvent> told;

  HandshakeEnd(Consumer<SslHandshakeCompletionEvent> told) {
    this.told = told;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      ctx.pipeline().remove(this);
      told.accept(handshake);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }
}

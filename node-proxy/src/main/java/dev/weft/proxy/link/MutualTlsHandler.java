package dev.weft.proxy.link;

import dev.weft.enforcer.link.MutualTls;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/** Netty's handler on one connection's mutual TLS, which ends when it leaves the pipeline. */
final class MutualTlsHandler extends SslHandler {
  private final MutualTls tls;

  MutualTlsHandler(MutualTls tls, Duration handshakeTimeout) {
    super(tls.engine());
    this.tls = tls;
    setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
  }

  @Override
  public void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
    try {
      super.handlerRemoved0(ctx);
    } finally {
      tls.close();
    }
  }
}

package dev.weft.server.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that do not finish their TLS handshake in time: a client that says half of its
 * ClientHello would otherwise hold its place for as long as it likes.
 */
final class HandshakeDeadline extends ChannelInboundHandlerAdapter {
  private final Duration deadline;

  private HandshakeDeadline(Duration deadline) {
    this.deadline = deadline;
  }

  /** Sets a deadline for the connection of {@code pipeline}. */
  static void on(ChannelPipeline pipeline, Duration deadline) {
    pipeline.addLast(new HandshakeDeadline(deadline));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Channel channel = context.channel();
    var check =
        channel
            .eventLoop()
            .schedule(() -> closeUnlessDone(channel), deadline.toMillis(), TimeUnit.MILLISECONDS);
    var unused = channel.closeFuture().addListener(closed -> check.cancel(false));
    context.pipeline().remove(this);
  }

  private static void closeUnlessDone(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null || !tls.handshakeFuture().isSuccess()) {
      var unused = channel.close();
    }
  }
}

package dev.weft.server.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.time.Duration;

/**
 * Guards one TLS connection: its handshake and each request's head have to be there in time, and
 * what HTTP/1 requests could be read in two ways is refused. HTTP/2 has its own framing and limits.
 */
public final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private final Duration headDeadline;

  private ConnectionGuard(Duration headDeadline) {
    this.headDeadline = headDeadline;
  }

  /**
   * Guards the connection of {@code pipeline}, which has no other handlers yet.
   *
   * @param handshakeDeadline from accepting to the end of the handshake
   * @param headDeadline from the first byte of an HTTP/1 request to the end of its headers
   */
  public static void on(
      ChannelPipeline pipeline, Duration handshakeDeadline, Duration headDeadline) {
    HandshakeDeadline.on(pipeline, handshakeDeadline);
    pipeline.addLast(new ConnectionGuard(headDeadline));
  }

  /** The server's own handlers are there now, and no byte was read yet. */
  @Override
  public void channelActive(ChannelHandlerContext context) {
    ChannelPipeline pipeline = context.pipeline();
    ChannelHandlerContext negotiation =
        pipeline.context(ApplicationProtocolNegotiationHandler.class);
    if (negotiation == null) {
      var unused = context.close();
      return;
    }
    pipeline.addBefore(negotiation.name(), null, new HeadDeadline(headDeadline));
    context.fireChannelActive();
    pipeline.remove(this);
  }
}

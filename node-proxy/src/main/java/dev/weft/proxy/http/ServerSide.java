package dev.weft.proxy.http;

import dev.weft.proxy.link.Connector;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** The end of a channel to a server: gives what comes to the exchange that uses it. */
final class ServerSide extends ChannelInboundHandlerAdapter {
  private @Nullable Exchange exchange;
  private boolean ended;
  private boolean over;

  /** Lets {@code user} use the channel; null for nobody. */
  void usedBy(@Nullable Exchange user) {
    exchange = user;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Exchange user = exchange;
    if (user != null && message instanceof HttpObject part) {
      user.answered(part);
      return;
    }
    ReferenceCountUtil.release(message);
    // An answer that nobody asked for: what comes next on this connection cannot be trusted.
    if (message instanceof HttpObject) {
      ctx.close();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.answeredSoFar();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (exchange != null && ctx.channel().isWritable()) {
      exchange.serverTakesMore();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
      ended = true;
      over = true;
    } else if (event instanceof ChannelInputShutdownEvent) {
      // What the decoder could make of the end is through. Half-closed it would look open for ever.
      over = true;
      ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  /** Whether another request may go over {@code channel}: its server has not said that it ends. */
  static boolean mayBeAsked(Channel channel) {
    ServerSide side = channel.pipeline().get(ServerSide.class);
    return channel.isActive() && side != null && !side.over;
  }

  /** Whether a stream that is over now was cut: it had to say that it ends, and has not. */
  boolean isCut(Channel channel) {
    return !ended && Connector.isStrict(channel);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.serverGone("connection closed");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (exchange != null) {
      exchange.serverGone(cause.getClass().getSimpleName());
    }
    ctx.close();
  }
}

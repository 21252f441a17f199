package dev.weft.proxy.link;

import dev.weft.enforcer.link.VerdictReader;
import dev.weft.proxy.net.QuickAcknowledgement;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Waits on a client's connection for the handshake and then for the server's verdict, which comes
 * before any of the stream's bytes. It removes itself then, and passes on what came behind.
 */
final class VerdictHandler extends ChannelInboundHandlerAdapter {
  private final String peer;
  private final Promise<Void> admitted;
  private final VerdictReader reader = new VerdictReader();

  /**
   * @param peer the other end, for messages
   * @param admitted completed when the server has let this client in, failed when it has not
   */
  VerdictHandler(String peer, Promise<Void> admitted) {
    this.peer = peer;
    this.admitted = admitted;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        QuickAcknowledgement.ask(ctx.channel());
        ctx.read();
      } else {
        fail(ctx, new IOException("no handshake with " + peer, handshake.cause()));
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      reader.take(target -> drain(bytes, target));
    } catch (IllegalArgumentException e) {
      bytes.release();
      fail(ctx, new IOException(peer + ": " + e.getMessage()));
      return;
    }
    if (!reader.done()) {
      bytes.release();
      ctx.read();
      return;
    }
    String refusal = reader.refusal();
    if (refusal != null) {
      bytes.release();
      fail(ctx, new IOException(peer + " refused the connection: " + refusal));
      return;
    }
    // Told before: what is behind the verdict is for the handlers that this may put there.
    admitted.trySuccess(null);
    if (bytes.isReadable()) {
      ctx.fireChannelRead(bytes);
    } else {
      bytes.release();
    }
    ctx.pipeline().remove(this);
  }

  private static void drain(ByteBuf from, ByteBuffer target) {
    int n = Math.min(from.readableBytes(), target.remaining());
    if (n > 0) {
      ByteBuffer window = target.slice(target.position(), n);
      from.readBytes(window);
      target.position(target.position() + n);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(ctx, new IOException(peer + " closed the connection before it admitted it"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, cause);
  }

  private void fail(ChannelHandlerContext ctx, Throwable cause) {
    admitted.tryFailure(cause);
    ctx.close();
  }
}

package dev.weft.proxy.relay;

import dev.weft.proxy.net.IdleReached;
import dev.weft.proxy.net.Reading;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One end of a relayed connection, the last handler of its channel. What it reads goes to the other
 * end, as fast as that takes it. An end of stream is passed on as one, by close_notify over TLS;
 * when both directions have ended the channels are closed. A cut is passed on as a reset: a stream
 * that ends without close_notify must not look complete where that is required.
 *
 * <p>Both ends are on one event loop, and everything happens there.
 */
public final class RelayEnd extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<Boolean> CUT = AttributeKey.valueOf("dev.weft.cut");

  private final BooleanSupplier strict;
  private final ArrayDeque<Object> early = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext context;
  private @Nullable RelayEnd other;
  private boolean inputEnded;
  private boolean outputEnded;
  private boolean unflushed;

  /**
   * @param strict whether the end of a stream over TLS must be authenticated
   */
  public RelayEnd(BooleanSupplier strict) {
    this.strict = strict;
  }

  /** Lets bytes flow between two ends, whose channels are open, from now on. */
  public static void join(RelayEnd one, RelayEnd another) {
    one.other = another;
    another.other = one;
    one.begin();
    another.begin();
  }

  private void begin() {
    RelayEnd peer = other;
    Object message = early.poll();
    while (message != null && peer != null) {
      peer.write(message);
      message = early.poll();
    }
    if (peer != null) {
      peer.flush();
    }
    if (inputEnded && peer != null) {
      peer.endOutput();
    }
    if (channel() != null && (peer == null || peer.isWritable())) {
      resume();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    early.forEach(ReferenceCountUtil::release);
    early.clear();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    RelayEnd peer = other;
    if (peer == null) {
      early.add(message);
    } else if (peer.outputEnded) {
      ReferenceCountUtil.release(message);
    } else {
      peer.write(message);
      if (!peer.isWritable()) {
        // Paused before: the flush may make room, which is told at once and only then.
        pause();
        peer.flush();
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (other != null) {
      other.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable() && other != null) {
      other.resume();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent closed) {
      if (closed.isSuccess()) {
        endInput();
      }
    } else if (event instanceof ChannelInputShutdownEvent) {
      tcpEnded(ctx);
    } else if (event instanceof IdleReached) {
      abort();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    tcpEnded(ctx);
    outputEnded = true;
    early.forEach(ReferenceCountUtil::release);
    early.clear();
    closeIfDone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    abort();
  }

  /** Ends both connections by a reset. */
  public void abort() {
    reset();
    if (other != null) {
      other.reset();
    }
  }

  private void tcpEnded(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    boolean cut = isCut(channel) || (isTls(channel) && strict.getAsBoolean());
    if (cut && !inputEnded) {
      abort();
    } else {
      endInput();
    }
  }

  private void endInput() {
    if (!inputEnded) {
      inputEnded = true;
      if (other != null) {
        other.endOutput();
      }
      closeIfDone();
    }
  }

  private void endOutput() {
    Channel channel = channel();
    if (outputEnded || channel == null) {
      return;
    }
    outputEnded = true;
    // What has been written must be out before: Netty drops what still waits at a shutdown.
    flush();
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else if (channel instanceof DuplexChannel duplex) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> duplex.shutdownOutput());
    }
    closeIfDone();
  }

  /** Netty leaves a channel open whose two directions have ended, since both are half-closures. */
  private void closeIfDone() {
    Channel channel = channel();
    if (inputEnded && outputEnded && channel != null && channel.isOpen()) {
      // After whatever is still to be written.
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void reset() {
    Channel channel = channel();
    if (channel == null || !channel.isOpen()) {
      return;
    }
    inputEnded = true;
    outputEnded = true;
    reset(channel);
  }

  /**
   * Ends {@code channel} by a reset, so that nothing that came before looks complete; nor does it
   * to the other end, if it is relayed.
   */
  public static void reset(Channel channel) {
    channel.attr(CUT).set(true);
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    // From beneath all handlers: a close_notify of TLS would make the cut look like an end, and
    // HTTP/2 would go on until its streams are done.
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first == null) {
      channel.close();
    } else {
      first.close();
    }
  }

  private void write(Object message) {
    if (context == null) {
      ReferenceCountUtil.release(message);
    } else {
      unflushed = true;
      context.write(message, context.voidPromise());
    }
  }

  private void flush() {
    // With nothing to send, TLS would still go through all of making a record.
    if (context != null && unflushed) {
      unflushed = false;
      context.flush();
    }
  }

  private boolean isWritable() {
    Channel channel = channel();
    return channel != null && channel.isWritable();
  }

  private void pause() {
    Channel channel = channel();
    if (channel != null) {
      channel.config().setAutoRead(false);
    }
  }

  private void resume() {
    Channel channel = channel();
    if (channel != null) {
      Reading.on(channel);
    }
  }

  private static boolean isCut(Channel channel) {
    return Boolean.TRUE.equals(channel.attr(CUT).get());
  }

  private static boolean isTls(Channel channel) {
    return channel.pipeline().get(SslHandler.class) != null;
  }

  private @Nullable Channel channel() {
    return context == null ? null : context.channel();
  }
}

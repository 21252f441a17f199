package dev.weft.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client begins the head of a request and does not end it in time. Stands
 * before the decoder.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {
  private final Duration time;
  private boolean awaited = true;
  private int heads;
  private @Nullable Future<?> timer;

  HeadDeadline(Duration time) {
    this.time = time;
  }

  void expectHead() {
    awaited = true;
  }

  void headRead() {
    awaited = false;
    heads++;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    boolean begins = awaited && timer == null;
    int before = heads;
    ctx.fireChannelRead(message);
    // Most heads come whole: those need no timer.
    if (begins && heads == before && ctx.channel().isActive()) {
      timer =
          ctx.channel()
              .eventLoop()
              .schedule(() -> ctx.channel().close(), time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    headRead();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    headRead();
    ctx.fireChannelInactive();
  }
}

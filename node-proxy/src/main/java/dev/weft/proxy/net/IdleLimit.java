package dev.weft.proxy.net;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/** Closes a client's connection on which no byte moves. The first handler of its channel. */
final class IdleLimit extends ChannelDuplexHandler implements Watched {
  private final QuietWatch watches;
  private @Nullable ChannelHandlerContext context;
  private QuietWatch.@Nullable Watch watch;
  private long parts;

  IdleLimit(QuietWatch watches) {
    this.watches = watches;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    watch = watches.add(ctx.channel().eventLoop(), this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    end();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    parts++;
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    parts++;
    ctx.write(message, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end();
    ctx.fireChannelInactive();
  }

  @Override
  public long moved() {
    return context == null ? 0 : parts + Outgoing.moved(context.channel());
  }

  @Override
  public void quiet() {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      IdleReached reached = new IdleReached();
      // Before, since who closes the connection otherwise does so at once.
      ConnectionCounts.markIdle(ctx.channel(), true);
      ctx.fireUserEventTriggered(reached);
      if (reached.isKept()) {
        ConnectionCounts.markIdle(ctx.channel(), false);
      } else {
        ctx.channel().close();
      }
    }
  }

  private void end() {
    if (watch != null) {
      watch.end();
      watch = null;
    }
  }
}

package dev.weft.proxy.detect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Tells when a program speaks, or ends, before its client has said anything. The settings that a
 * server of HTTP/2 may begin with (RFC 9113, section 3.4) are kept, and tell nothing: its client
 * has to speak all the same. What is kept goes on when this is removed.
 */
public final class FirstAnswer extends ChannelInboundHandlerAdapter {
  private static final int FRAME_HEADER = 9;
  private static final int LENGTH_BYTES = 3;
  private static final int SETTINGS = 4;
  private static final int SETTING = 6;

  private final Runnable told;
  private final boolean mayBeHttp2;
  private ByteBuf kept = Unpooled.EMPTY_BUFFER;

  /**
   * @param told run whenever there is something to tell
   * @param mayBeHttp2 whether settings of HTTP/2 are waited with; otherwise they are bytes like any
   */
  public FirstAnswer(Runnable told, boolean mayBeHttp2) {
    this.told = told;
    this.mayBeHttp2 = mayBeHttp2;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    kept = Unpooled.wrappedBuffer(kept, (ByteBuf) message);
    if (mayBeHttp2 && couldBeginHttp2(kept)) {
      // No more is read: whoever goes on with the channel reads from it.
      return;
    }
    told.run();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    told.run();
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    told.run();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    ByteBuf bytes = kept;
    kept = Unpooled.EMPTY_BUFFER;
    if (bytes.isReadable() && ctx.channel().isActive()) {
      ctx.fireChannelRead(bytes);
      ctx.fireChannelReadComplete();
    } else {
      bytes.release();
    }
  }

  /** A frame of settings that acknowledges nothing, on the connection itself. */
  private static boolean couldBeginHttp2(ByteBuf in) {
    int at = in.readerIndex();
    if (in.readableBytes() < FRAME_HEADER) {
      return false;
    }
    int type = in.getByte(at + LENGTH_BYTES);
    int flags = in.getByte(at + LENGTH_BYTES + 1);
    int stream = in.getInt(at + LENGTH_BYTES + 2);
    return type == SETTINGS && flags == 0 && stream == 0 && in.getUnsignedMedium(at) % SETTING == 0;
  }
}

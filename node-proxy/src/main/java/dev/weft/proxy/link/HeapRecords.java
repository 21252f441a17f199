package dev.weft.proxy.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Moves what comes for TLS from the direct buffers of the transport to the heap. The JDK decrypts
 * arrays in place; of direct buffers it makes pieces on the heap itself, and costs half as much
 * again.
 */
@Sharable
final class HeapRecords extends ChannelInboundHandlerAdapter {
  static final HeapRecords INSTANCE = new HeapRecords();

  private HeapRecords() {}

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes && !bytes.hasArray()) {
      ByteBuf moved = ctx.alloc().heapBuffer(bytes.readableBytes());
      try {
        moved.writeBytes(bytes);
      } finally {
        bytes.release();
      }
      ctx.fireChannelRead(moved);
    } else {
      ctx.fireChannelRead(message);
    }
  }
}

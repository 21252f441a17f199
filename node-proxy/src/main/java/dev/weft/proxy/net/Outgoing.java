package dev.weft.proxy.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What has been written to a channel and is not out yet. */
public final class Outgoing {
  private static final long ODD = 0x9E3779B97F4A7C15L;

  private Outgoing() {}

  /** A number that is another one whenever something of it has gone; on the event loop. */
  public static long moved(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    // A stream of HTTP/2 has none, and neither has a channel that is closed.
    return buffer == null
        ? pending(channel)
        : buffer.totalPendingWriteBytes() * ODD + buffer.currentProgress();
  }

  /** Whether there is any. */
  public static boolean isAny(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? !channel.isWritable() : buffer.totalPendingWriteBytes() > 0;
  }

  private static long pending(Channel channel) {
    return channel.bytesBeforeWritable() - channel.bytesBeforeUnwritable();
  }
}

package dev.weft.proxy.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannel;

/**
 * Has a connection's kernel acknowledge what comes next at once, in place of with the next bytes
 * that are sent or after a delay ({@code TCP_QUICKACK}, tcp(7)). A server that speaks first is kept
 * back by Nagle's algorithm until what the mesh says ahead of it is acknowledged.
 */
public final class QuickAcknowledgement {
  // Linux: IPPROTO_TCP, which Netty has no name for.
  static final ChannelOption<Integer> TCP_QUICKACK =
      new IntegerUnixChannelOption("TCP_QUICKACK", 6, 12);

  private QuickAcknowledgement() {}

  /** On {@code channel}, if its transport can; on its event loop. */
  public static void ask(Channel channel) {
    if (!(channel instanceof UnixChannel)) {
      return;
    }
    try {
      boolean unused = channel.config().setOption(TCP_QUICKACK, 1);
    } catch (ChannelException e) {
      // Broken, which whoever reads meets; or a kernel that does not know of it.
      return;
    }
  }
}

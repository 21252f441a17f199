package dev.weft.proxy.net;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;

/**
 * Has channels read. One whose peer has said all is left alone: there is nothing more to come, and
 * epoll answers a wish for it with a failure, which would take the other direction along.
 */
public final class Reading {
  private Reading() {}

  /** Has {@code channel} read once. */
  public static void once(Channel channel) {
    if (mayCome(channel)) {
      channel.read();
    }
  }

  /** Has {@code channel} read until it is told otherwise. */
  public static void on(Channel channel) {
    if (mayCome(channel)) {
      channel.config().setAutoRead(true);
    }
  }

  private static boolean mayCome(Channel channel) {
    return channel.isOpen()
        && !(channel instanceof DuplexChannel duplex && duplex.isInputShutdown());
  }
}

package dev.weft.proxy.program;

import dev.weft.proxy.link.InboundConnection;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;

/** What to do when a connection to a program has been tried. */
final class Reached {
  private Reached() {}

  /** Whether both are there; otherwise the one that is left is told and closed. */
  static boolean isReached(
      InboundConnection client, InetSocketAddress program, Future<Channel> opened) {
    if (!opened.isSuccess()) {
      client.turnAway("the program does not answer at " + program);
      return false;
    }
    if (!client.channel().isActive()) {
      opened.getNow().close();
      return false;
    }
    return true;
  }
}

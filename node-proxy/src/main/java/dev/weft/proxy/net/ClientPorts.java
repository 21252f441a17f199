package dev.weft.proxy.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Local ends of connections that are opened in the name of a client, to where the client has opened
 * one itself. Were its port the same, the kernel would take both for one connection where it
 * follows them (conntrack). So the port is one that clients' systems do not give out by themselves:
 * beneath 32768, where Linux begins, and 49152 (RFC 6335).
 */
public final class ClientPorts {
  private static final int FIRST = 1024;
  private static final int END = 32768;
  private static final int TRIES = 4;

  private ClientPorts() {}

  /**
   * Gives {@code channel}, which is not connected yet, the address {@code source} and such a port;
   * when those are nearly used up, whichever port the kernel chooses. On the channel's event loop.
   */
  public static ChannelFuture bind(Channel channel, InetAddress source) {
    return bind(channel, source, TRIES);
  }

  private static ChannelFuture bind(Channel channel, InetAddress source, int tries) {
    int port = tries == 0 ? 0 : ThreadLocalRandom.current().nextInt(FIRST, END);
    ChannelFuture bound = channel.bind(new InetSocketAddress(source, port));
    // A bind is done at once on the event loop; one that fails leaves the socket as it was.
    boolean again = bound.isDone() && !bound.isSuccess() && tries > 0 && channel.isOpen();
    return again ? bind(channel, source, tries - 1) : bound;
  }
}

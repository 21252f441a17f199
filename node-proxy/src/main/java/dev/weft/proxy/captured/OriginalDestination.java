package dev.weft.proxy.captured;

import io.netty.channel.Channel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where a connection was meant to go that the kernel has redirected. */
final class OriginalDestination {
  // Linux: SO_ORIGINAL_DST of SOL_IP gives a sockaddr_in, IP6T_SO_ORIGINAL_DST a sockaddr_in6.
  private static final RawUnixChannelOption V4 =
      new RawUnixChannelOption("SO_ORIGINAL_DST", 0, 80, 16);
  private static final RawUnixChannelOption V6 =
      new RawUnixChannelOption("IP6T_SO_ORIGINAL_DST", 41, 80, 28);

  private OriginalDestination() {}

  /** Where {@code accepted} was meant to go; null when it was meant for the listener itself. */
  static @Nullable InetSocketAddress of(Channel accepted) {
    InetSocketAddress local = (InetSocketAddress) accepted.localAddress();
    InetSocketAddress meant = read(accepted, local.getAddress() instanceof Inet4Address);
    return meant == null || meant.equals(local) ? null : meant;
  }

  private static @Nullable InetSocketAddress read(Channel accepted, boolean v4) {
    ByteBuffer name;
    try {
      name = accepted.config().getOption(v4 ? V4 : V6);
    } catch (RuntimeException e) {
      // Not redirected: the kernel knows nothing of it.
      return null;
    }
    // Family, port in network order, and for IPv6 the flow, then the address.
    int port = ((name.get(2) & 0xff) << 8) | (name.get(3) & 0xff);
    byte[] address = new byte[v4 ? 4 : 16];
    int at = v4 ? 4 : 8;
    for (int i = 0; i < address.length; i++) {
      address[i] = name.get(at + i);
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has an impossible length", e);
    }
  }
}

package dev.weft.server.directory;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IP addresses as text, without ever asking DNS. */
public final class Addresses {
  private Addresses() {}

  /**
   * The address that {@code text} spells; the zone of an IPv6 address is left out, because it means
   * something inside one host only.
   *
   * @throws IllegalArgumentException when {@code text} spells none
   */
  public static InetAddress parse(String text) {
    int zone = text.indexOf('%');
    String bare = zone < 0 ? text : text.substring(0, zone);
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(bare);
    if (bytes == null) {
      throw new IllegalArgumentException(
          (text.length() <= 60 ? text : "too long") + " (expected: an IPv4 or IPv6 address)");
    }
    try {
      // An IPv4 address inside an IPv6 one becomes plain IPv4 here.
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text + " (expected: an IPv4 or IPv6 address)", e);
    }
  }

  /** {@code address} as RFC 5952 spells it. */
  public static String format(InetAddress address) {
    return NetUtil.toAddressString(plain(address));
  }

  /** {@code address} without a zone. */
  static InetAddress plain(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the bytes of an address are an address", e);
    }
  }

  /** Whether {@code address} means something on one host, or network namespace, only. */
  static boolean isLocal(InetAddress address) {
    return address.isLoopbackAddress() || address.isLinkLocalAddress();
  }
}

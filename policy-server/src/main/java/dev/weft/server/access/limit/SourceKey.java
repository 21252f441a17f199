package dev.weft.server.access.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a source address counts as. Whoever has one IPv6 address usually has its whole /64, so those
 * count as one.
 */
public record SourceKey(String key) {
  private static final int NETWORK_BYTES = 8;

  /** The key of {@code address}. */
  public static SourceKey of(InetAddress address) {
    return new SourceKey(
        address instanceof Inet6Address
            ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "/64"
            : address.getHostAddress());
  }
}

package dev.weft.core.policy;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An IP address as two words, so that comparing allocates nothing. An IPv4-mapped IPv6 address
 * ({@code ::ffff:a.b.c.d}, RFC 4291 section 2.5.5.2) is the IPv4 address that it stands for; zones
 * are left out.
 *
 * @param version 4 or 6
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits; for IPv4 the address in the lower 32
 */
public record IpAddress(int version, long high, long low) {
  private static final long MAPPED = 0xFFFFL << 32;

  /** The address of {@code address}. */
  public static IpAddress of(InetAddress address) {
    return of(address.getAddress(), address instanceof Inet4Address);
  }

  /** Reads an address in its usual spelling; null when {@code text} is none (never a host name). */
  public static @Nullable IpAddress parse(String text) {
    byte[] bytes = IpSyntax.parse(text);
    return bytes == null ? null : of(bytes, bytes.length == 4);
  }

  /** The number of bits in an address of this version. */
  public int bits() {
    return version == 4 ? 32 : 128;
  }

  private static IpAddress of(byte[] bytes, boolean v4) {
    if (v4) {
      return new IpAddress(4, 0, word(bytes, 0, 4));
    }
    long high = word(bytes, 0, 8);
    long low = word(bytes, 8, 8);
    boolean mapped = high == 0 && (low & 0xFFFFFFFF00000000L) == MAPPED;
    return mapped ? new IpAddress(4, 0, low & 0xFFFFFFFFL) : new IpAddress(6, high, low);
  }

  private static long word(byte[] bytes, int from, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      word = (word << 8) | (bytes[from + i] & 0xFF);
    }
    return word;
  }
}

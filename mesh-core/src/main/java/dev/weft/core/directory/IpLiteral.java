package dev.weft.core.directory;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** IP addresses as the directory compares them. Nothing here asks a name service. */
public final class IpLiteral {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern V6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  /** The loopback addresses that a wildcard listener is reached by: 127.0.0.1 and ::1. */
  public static final List<InetAddress> LOOPBACK = List.of(parse("127.0.0.1"), parse("::1"));

  private IpLiteral() {}

  /**
   * Reads an IPv4 (dotted decimal) or IPv6 literal without a zone.
   *
   * @throws IllegalArgumentException when {@code text} is not one
   */
  public static InetAddress parse(String text) {
    boolean v6 = text.indexOf(':') >= 0 && V6_CHARACTERS.matcher(text).matches();
    if (v6 || V4.matcher(text).matches()) {
      try {
        // In brackets, a malformed literal is an error and never a name to look up.
        return normalise(InetAddress.getByName(v6 ? "[" + text + "]" : text));
      } catch (UnknownHostException e) {
        throw malformed(text, e);
      }
    }
    throw malformed(text, null);
  }

  /**
   * {@code address} as an IPv4 address where it is an IPv4-mapped IPv6 address (RFC 4291, section
   * 2.5.5.2), and without a host name or scope.
   */
  public static InetAddress normalise(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has an impossible length", e);
    }
  }

  /** {@code address} as it stands in a message to the policy server: a literal without a zone. */
  public static String text(InetAddress address) {
    String text = normalise(address).getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** What connecting to a wildcard address reaches: the loopback address of its family. */
  public static InetAddress loopbackFor(InetAddress wildcard) {
    return LOOPBACK.get(wildcard instanceof Inet4Address ? 0 : 1);
  }

  static boolean mayBeMapped(InetAddress address) {
    return address instanceof Inet6Address;
  }

  private static IllegalArgumentException malformed(
      String text, @org.jspecify.annotations.Nullable Exception cause) {
    String shown = text.length() <= 60 ? text : text.substring(0, 60) + "...";
    return new IllegalArgumentException(
        "address: " + shown + " (expected: an IPv4 or IPv6 literal)", cause);
  }
}

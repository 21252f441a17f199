package dev.weft.proxy.settings;

import dev.weft.core.directory.IpLiteral;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port, as people write them; nothing is looked up.
 *
 * @param host a name or an address, without brackets
 * @param port the TCP port
 */
public record HostPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.%]{2,60})]|([A-Za-z0-9._-]{1,253})):(\\d{1,5})");

  /** What is expected, for messages. */
  static final String EXPECTED = "<host>:<port>, an IPv6 address in brackets";

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException when {@code text} is not that; fit for people
   */
  public static HostPort parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65535) {
      throw new IllegalArgumentException(text + " (expected: " + EXPECTED + ")");
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new HostPort(host, Integer.parseInt(matcher.group(3)));
  }

  /** Whether the host is {@code localhost} or a loopback address; other names are not looked up. */
  boolean isLoopback() {
    try {
      return host.equals("localhost") || IpLiteral.parse(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}

package dev.weft.server.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server listens.
 *
 * @param host a host name or address; {@code 0.0.0.0} and {@code ::} mean every interface
 * @param port the TCP port; 0 lets the system choose one
 */
public record ListenAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9.-]+)):(\\d{1,5})");

  /**
   * Reads {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException when {@code text} is not of that form
   */
  public static ListenAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65535) {
      throw new IllegalArgumentException(
          text + " (expected: host:port, for example 127.0.0.1:8443 or [::1]:8443)");
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new ListenAddress(host, Integer.parseInt(matcher.group(3)));
  }

  /** The base URL of a listener on {@code actualPort} of this host. */
  public String url(int actualPort) {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return "https://" + shown + ":" + actualPort;
  }
}

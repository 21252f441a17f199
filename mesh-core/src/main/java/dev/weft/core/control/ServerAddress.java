package dev.weft.core.control;

import java.net.URI;

/**
 * Where the policy server is.
 *
 * @param host a name or an IP literal, without brackets
 * @param port the port
 */
record ServerAddress(String host, int port) {
  private static final int DEFAULT_PORT = 8443;

  /** Reads {@code https://<host>[:<port>]}. */
  static ServerAddress of(URI uri) {
    String host = uri.getHost(); // null where there is no authority, as in https:x
    boolean bare =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!"https".equalsIgnoreCase(uri.getScheme())
        || host == null
        || !bare
        || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))) {
      throw malformed();
    }
    if (uri.getPort() == 0 || uri.getPort() > 65535) {
      throw malformed();
    }
    boolean bracketed = host.startsWith("[");
    return new ServerAddress(
        bracketed ? host.substring(1, host.length() - 1) : host,
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
  }

  /** The value of the Host header (RFC 9110, section 7.2). */
  String authority() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private static IllegalArgumentException malformed() {
    // The value is not shown: somebody may have put a secret into it.
    return new IllegalArgumentException(
        "policy server: malformed (expected: https://<host>:<port>)");
  }
}

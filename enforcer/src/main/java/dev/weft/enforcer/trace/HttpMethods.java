package dev.weft.enforcer.trace;

import java.util.Set;

/** Methods as attributes: those that the conventions know, and one name for all others. */
final class HttpMethods {
  static final String OTHER = "_OTHER";

  /** The semantic conventions for HTTP spans name them. */
  private static final Set<String> KNOWN =
      Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

  private HttpMethods() {}

  static String known(String method) {
    return KNOWN.contains(method) ? method : OTHER;
  }

  static String spanName(String known) {
    return known.equals(OTHER) ? "HTTP" : known;
  }
}

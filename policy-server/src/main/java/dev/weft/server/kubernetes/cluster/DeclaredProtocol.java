package dev.weft.server.kubernetes.cluster;

import java.util.Locale;

/**
 * What a port speaks by its name, as Istio has it of services' ports (Protocol Selection): {@code
 * http}, or {@code http-} and anything.
 */
final class DeclaredProtocol {
  /** Nothing is declared: a proxy looks at what comes first. */
  static final String NONE = "auto";

  private DeclaredProtocol() {}

  /** One of {@code auto}, {@code tcp}, {@code http} and {@code http2}. */
  static String byName(String port) {
    int end = port.indexOf('-');
    String word = (end < 0 ? port : port.substring(0, end)).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "http" -> "http";
      case "http2", "grpc" -> "http2";
      // Bytes for a proxy, whatever the program makes of them.
      case "tcp", "tls", "https", "mongo", "mysql", "redis" -> "tcp";
      default -> NONE;
    };
  }
}

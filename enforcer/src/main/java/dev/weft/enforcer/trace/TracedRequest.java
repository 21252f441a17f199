package dev.weft.enforcer.trace;

import org.jspecify.annotations.Nullable;

/**
 * A request as its library sees it. What is not the method is read only while the span is recorded,
 * on the thread that starts it.
 */
public interface TracedRequest {
  /** The method as it was sent, for example {@code GET}. */
  String method();

  /**
   * The value of the header {@code name}, in any case, or null when there is none; several values
   * are joined by commas (RFC 9110 section 5.3).
   */
  @Nullable String header(String name);

  /** {@code http} or {@code https}, as the program sees it. */
  String scheme();

  /** The path without the query. */
  String path();

  /** The path in {@code target}, which may have a query. */
  static String pathOf(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The host that the request is for, or null. */
  @Nullable String serverAddress();

  /** The port that the request is for; 0 when it is not known. */
  int serverPort();

  /** Whether it is a call of gRPC, of which its path is the method. */
  default boolean isGrpc() {
    return false;
  }

  /** {@code 1.1}, {@code 2}; or null. */
  @Nullable String protocolVersion();

  /** For how long, in nanoseconds, it has been worked on before its span starts. */
  default long nanosSinceStart() {
    return 0;
  }
}

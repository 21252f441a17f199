package dev.weft.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * What an enforcer knows of a request. Enforcers implement this over the request object of the HTTP
 * library that they sit in, so that a decision copies nothing. The engine calls it on the caller's
 * thread and keeps no reference.
 */
public interface RequestFacts {
  /** The connection that carries the request. */
  ConnectionFacts connection();

  /** The method as it was sent, such as {@code GET}; for gRPC {@code POST}. */
  String method();

  /** The request target as it was sent, with query, not normalized. */
  String path();

  /** The Host header or {@code :authority} as it was sent, with its port; empty without one. */
  String host();

  /** The scheme, {@code http} or {@code https}; empty when it is not known. */
  String scheme();

  /**
   * The value of the header {@code name}, or null when the request does not have it. Several values
   * are joined by commas in their order (RFC 9110 section 5.2). A header without text is present:
   * the answer is empty, not null.
   *
   * @param name the name in lower case; never {@code host} and never a pseudo-header
   */
  @Nullable String header(String name);

  /**
   * The address of the original client as trusted proxies tell it; null when there is none to ask,
   * and then the connection's source is meant.
   */
  @Nullable IpAddress remoteIp();

  /** The claims of the request's token, checked; null when the request has no valid token. */
  @Nullable TokenClaims token();
}

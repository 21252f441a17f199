package dev.weft.enforcer.request;

import dev.weft.core.policy.ConnectionFacts;

/** Is told what becomes of requests. Called on application threads: quick, and never throws. */
public interface RequestEvents {
  /** A request was refused; {@code path} is without its query. */
  void denied(ConnectionFacts connection, String method, String path, int status, String reason);
}

package dev.weft.enforcer.trace;

/** In whose words a request is told of. */
public enum Protocol {
  /** Semantic conventions for HTTP. */
  HTTP,
  /** Semantic conventions for gRPC. */
  GRPC
}

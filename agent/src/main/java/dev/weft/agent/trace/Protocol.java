package dev.weft.agent.trace;

/** In whose words a request is told of. */
public enum Protocol {
  /** Semantic conventions for HTTP. */
  HTTP,
  /** Semantic conventions for gRPC. */
  GRPC
}

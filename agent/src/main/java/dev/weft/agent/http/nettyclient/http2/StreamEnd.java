package dev.weft.agent.http.nettyclient.http2;

/** What tells how the request of a stream ends. */
public enum StreamEnd {
  /** The library that made the call. */
  ELSEWHERE,
  /** The answer's status. */
  HTTP,
  /** What trails the answer. */
  GRPC
}

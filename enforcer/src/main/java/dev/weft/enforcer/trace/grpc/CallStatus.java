package dev.weft.enforcer.trace.grpc;

import java.util.Set;

/**
 * How a call ended.
 *
 * @param http the status of HTTP; what is not 200 did not come from a server of gRPC
 * @param code the status of gRPC (gRPC, statuscodes.md), or {@link #NONE} when there was none
 */
public record CallStatus(int http, int code) {
  /** The answer had no {@code grpc-status}. */
  public static final int NONE = -1;

  /** OTLP/gRPC, section Failures: these may go better later. */
  private static final Set<Integer> RETRYABLE = Set.of(1, 4, 10, 11, 14, 15);

  /** gRPC, http-grpc-status-mapping.md: what a proxy says for UNAVAILABLE. */
  private static final Set<Integer> RETRYABLE_HTTP = Set.of(429, 502, 503, 504);

  /** Whether the server did what it was asked. */
  public boolean isOk() {
    return http == 200 && code == 0;
  }

  /** Whether the same call may succeed later. */
  public boolean isRetryable() {
    return http == 200 ? RETRYABLE.contains(code) : RETRYABLE_HTTP.contains(http);
  }

  @Override
  public String toString() {
    return http == 200 && code != NONE ? "grpc-status " + code : "status " + http;
  }
}

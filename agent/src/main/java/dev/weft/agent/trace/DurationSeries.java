package dev.weft.agent.trace;

import org.jspecify.annotations.Nullable;

/**
 * What durations are counted under.
 *
 * @param kind the end of the request
 * @param method the method, {@code _OTHER} for an unusual one; that of a gRPC call is {@code
 *     package.Service/Method}
 * @param status the status of the answer; 0 when there was none, except for a gRPC call
 * @param errorType why it failed, or null
 * @param peer the principal at the other end, or null when it is not known
 * @param verdict what the mesh decided
 */
public record DurationSeries(
    SpanKind kind,
    String method,
    int status,
    @Nullable String errorType,
    @Nullable String peer,
    Verdict verdict) {
  /** Stands for all series beyond the limit ({@code otel.metric.overflow}). */
  static DurationSeries overflow(SpanKind kind, boolean ofRpc) {
    return new DurationSeries(kind, ofRpc ? "/" : "", -1, null, null, Verdict.NONE);
  }

  /** Whether gRPC calls are counted here. */
  public boolean isRpc() {
    return RpcMethods.isRpc(method);
  }

  /** Whether this stands for all series beyond the limit. */
  public boolean isOverflow() {
    return status < 0;
  }
}

package dev.weft.enforcer.trace;

import org.jspecify.annotations.Nullable;

/**
 * What durations are counted under.
 *
 * @param kind the end of the request
 * @param protocol in whose words
 * @param method the method, {@code _OTHER} for an unusual one
 * @param status the status of the answer: that of HTTP, 0 when there was none; or gRPC's code, -1
 *     when there was none
 * @param errorType why it failed, or null
 * @param peer the principal at the other end, or null when it is not known
 * @param verdict what the mesh decided
 */
public record DurationSeries(
    SpanKind kind,
    Protocol protocol,
    String method,
    int status,
    @Nullable String errorType,
    @Nullable String peer,
    Verdict verdict) {
  /** What requests of HTTP are counted under. */
  public DurationSeries(
      SpanKind kind,
      String method,
      int status,
      @Nullable String errorType,
      @Nullable String peer,
      Verdict verdict) {
    this(kind, Protocol.HTTP, method, status, errorType, peer, verdict);
  }

  /** Stands for all series beyond the limit ({@code otel.metric.overflow}). */
  static DurationSeries overflow(SpanKind kind, Protocol protocol) {
    return new DurationSeries(kind, protocol, "", 0, null, null, Verdict.NONE);
  }

  /** The name of gRPC's status; null when there was none. */
  public @Nullable String statusName() {
    return status == GrpcStatus.NONE ? null : GrpcStatus.name(status);
  }

  /** Whether this stands for all series beyond the limit. */
  public boolean isOverflow() {
    return method.isEmpty();
  }
}

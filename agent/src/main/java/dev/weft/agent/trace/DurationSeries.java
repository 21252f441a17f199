package dev.weft.agent.trace;

import org.jspecify.annotations.Nullable;

/**
 * What durations are counted under.
 *
 * @param kind the end of the request
 * @param method the method, {@code _OTHER} for an unusual one
 * @param status the status of the answer; 0 when there was none
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
  static DurationSeries overflow(SpanKind kind) {
    return new DurationSeries(kind, "", -1, null, null, Verdict.NONE);
  }

  /** Whether this stands for all series beyond the limit. */
  public boolean isOverflow() {
    return status < 0;
  }
}

package dev.weft.bootstrap.trace;

/**
 * Names a span as seen from elsewhere (W3C Trace Context). Immutable.
 *
 * @param traceHigh the first eight bytes of the trace id
 * @param traceLow the last eight bytes of the trace id; not both are 0
 * @param spanId the span's id, which is not 0
 * @param flags the trace flags: {@link #SAMPLED}, {@link #RANDOM}
 * @param traceState what tracing systems add for themselves, as the header has it; empty for none
 */
public record TraceContext(
    long traceHigh, long traceLow, long spanId, int flags, String traceState) {
  /** Whoever called may have recorded the trace. */
  public static final int SAMPLED = 1;

  /** The last seven bytes of the trace id are random (W3C Trace Context level 2). */
  public static final int RANDOM = 2;

  /** Whether the caller may have recorded the trace. */
  public boolean isSampled() {
    return (flags & SAMPLED) != 0;
  }

  /** Another span of the same trace. */
  public TraceContext withSpan(long otherSpanId) {
    return new TraceContext(traceHigh, traceLow, otherSpanId, flags, traceState);
  }
}

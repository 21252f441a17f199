package dev.weft.enforcer.trace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How long requests take: {@code http.server.request.duration}, {@code
 * http.client.request.duration} and {@code rpc.server.call.duration}. The number of series is
 * bounded; what is beyond it is counted together, never dropped. Safe for any thread.
 */
public final class RequestDurations {
  /** Series at most, as OpenTelemetry's SDKs have it for each metric. */
  public static final int DEFAULT_LIMIT = 2000;

  private final int limit;
  private final AtomicInteger size = new AtomicInteger();
  private final Map<DurationSeries, Histogram> series = new ConcurrentHashMap<>();

  /**
   * @param limit how many series there may be, beside those for what is beyond
   */
  public RequestDurations(int limit) {
    this.limit = limit;
  }

  /**
   * Counts one request of HTTP.
   *
   * @param method the method, {@code _OTHER} for an unusual one
   * @param status the status of the answer; 0 when there was none
   * @param errorType why it failed, or null
   * @param peer the principal at the other end, or null
   * @param nanos how long it took
   */
  public void record(
      SpanKind kind,
      String method,
      int status,
      @Nullable String errorType,
      @Nullable String peer,
      Verdict verdict,
      long nanos) {
    record(new DurationSeries(kind, method, status, errorType, peer, verdict), nanos);
  }

  /** Counts one request that took as long. */
  void record(DurationSeries under, long nanos) {
    of(under).record(nanos);
  }

  private Histogram of(DurationSeries wanted) {
    Histogram known = series.get(wanted);
    if (known != null) {
      return known;
    }
    // Once there is no room, every series that there will be is there to be found.
    Histogram own = size.get() < limit ? addOwn(wanted) : series.get(wanted);
    return own == null ? add(DurationSeries.overflow(wanted.kind(), wanted.protocol())) : own;
  }

  /** Null when there is no room. */
  private synchronized @Nullable Histogram addOwn(DurationSeries wanted) {
    Histogram known = series.get(wanted);
    if (known == null && size.get() < limit) {
      known = new Histogram();
      series.put(wanted, known);
      size.incrementAndGet();
    }
    return known;
  }

  private Histogram add(DurationSeries overflow) {
    return series.computeIfAbsent(overflow, unused -> new Histogram());
  }

  /** All series, as they are while one looks at them. */
  public Map<DurationSeries, Histogram> series() {
    return Map.copyOf(series);
  }
}

package dev.weft.proxy.admin;

import dev.weft.proxy.svid.SvidFigures;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** The queue for SVIDs in Prometheus' text format. */
final class SvidMetrics {
  private static final String PREFIX = "weft_proxy_svid_";

  private final SvidFigures figures;
  private final StringBuilder text;

  SvidMetrics(SvidFigures figures, StringBuilder text) {
    this.figures = figures;
    this.text = text;
  }

  void append() {
    Metrics.head(
        text, PREFIX + "waiting", "gauge", "Workloads that wait for their turn to get an SVID.");
    priorities("waiting", SvidFigures.OfPriority::waiting);
    single("in_flight", "gauge", "Requests for SVIDs that are on their way.", figures.asking());
    single(
        "backing_off",
        "gauge",
        "Workloads that ask for an SVID again after a failure.",
        figures.backingOff());
    single("issued_total", "counter", "SVIDs that were got.", figures.issued());
    single("failed_total", "counter", "Requests that brought no SVID.", figures.failed());
    Metrics.head(
        text, PREFIX + "wait_seconds", "summary", "How long workloads waited for their turn.");
    for (SvidFigures.OfPriority of : figures.priorities()) {
      // Whole milliseconds say enough, and are exact in decimals.
      double seconds = TimeUnit.NANOSECONDS.toMillis(of.waitedNanos()) / 1000.0;
      sample("wait_seconds_sum", of, Double.toString(seconds));
      sample("wait_seconds_count", of, Long.toString(of.turns()));
    }
  }

  private void priorities(String name, ToLongFunction<SvidFigures.OfPriority> value) {
    for (SvidFigures.OfPriority of : figures.priorities()) {
      sample(name, of, Long.toString(value.applyAsLong(of)));
    }
  }

  private void sample(String name, SvidFigures.OfPriority of, String value) {
    text.append(PREFIX)
        .append(name)
        .append("{priority=\"")
        .append(of.priority().name().toLowerCase(Locale.ROOT))
        .append("\"} ")
        .append(value)
        .append('\n');
  }

  private void single(String name, String type, String help, long value) {
    Metrics.head(text, PREFIX + name, type, help);
    text.append(PREFIX).append(name).append(' ').append(value).append('\n');
  }
}

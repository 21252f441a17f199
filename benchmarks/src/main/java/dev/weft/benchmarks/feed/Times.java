package dev.weft.benchmarks.feed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations of the same thing. For one thread. */
final class Times {
  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Long> nanos = new ArrayList<>();

  void add(long duration) {
    nanos.add(Math.max(0, duration));
  }

  int count() {
    return nanos.size();
  }

  /** The duration in milliseconds that a {@code share} of all do not exceed. */
  double millis(double share) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)) / NANOS_PER_MILLI;
  }

  /** Median, 99th percentile and greatest, in milliseconds. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p99 %.1f ms, max %.1f ms (%d)",
        millis(0.5),
        millis(0.99),
        millis(1),
        count());
  }
}

package dev.weft.enforcer.trace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How many requests took how long, since the process started. Safe for any thread. */
public final class Histogram {
  /** The conventions' bounds of the buckets, in seconds; each bucket ends with its bound. */
  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
  };

  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
  private final LongAdder sumNanos = new LongAdder();

  Histogram() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** The upper bounds of the buckets but the last, in seconds. */
  public static double[] bounds() {
    return BOUNDS.clone();
  }

  void record(long nanos) {
    double seconds = (double) nanos / NANOS;
    int bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    sumNanos.add(nanos);
  }

  /** What was counted up to now; a request that ends meanwhile may be in part of it. */
  public Snapshot snapshot() {
    long[] copy = new long[counts.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = counts[i].sum();
    }
    return new Snapshot(copy, (double) sumNanos.sum() / NANOS);
  }

  /**
   * What was counted up to a moment.
   *
   * @param counts by bucket; the last is of what exceeds the last bound
   * @param sum of all durations, in seconds
   */
  @SuppressWarnings("ArrayRecordComponent") // a copy that nobody compares
  public record Snapshot(long[] counts, double sum) {
    /** How many requests there were. */
    public long count() {
      long all = 0;
      for (long count : counts) {
        all += count;
      }
      return all;
    }
  }
}

package dev.weft.proxy.svid;

/** How long those of one priority have waited for their turn. Not thread-safe. */
final class Waits {
  private long turns;
  private long nanos;

  void add(long waitedNanos) {
    turns++;
    nanos += waitedNanos;
  }

  SvidFigures.OfPriority figures(Priority priority, int waiting) {
    return new SvidFigures.OfPriority(priority, waiting, turns, nanos);
  }
}

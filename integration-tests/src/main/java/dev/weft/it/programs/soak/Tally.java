package dev.weft.it.programs.soak;

import org.jspecify.annotations.Nullable;

/** What was carried so far, and what failed. Thread-safe. */
final class Tally {
  private long exchanges;
  private long bytes;
  private long failed;
  private @Nullable String first;

  synchronized void carried(long count) {
    exchanges++;
    bytes += count;
  }

  synchronized void failed(Load load, Exception e) {
    failed++;
    if (first == null) {
      first = load.getClass().getSimpleName() + ": " + e;
    }
  }

  synchronized String line() {
    return "ran exchanges=%d megabytes=%d failed=%d first=%s"
        .formatted(exchanges, bytes >> 20, failed, first);
  }
}

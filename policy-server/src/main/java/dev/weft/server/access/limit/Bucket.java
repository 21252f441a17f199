package dev.weft.server.access.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket, kept as one number: the time at which it would be full again (the generic cell
 * rate algorithm, ITU-T I.371). Lock-free; times are differences of a nanosecond clock and may
 * wrap.
 */
final class Bucket {
  private final AtomicLong full;

  /** A full bucket. */
  Bucket(long now) {
    this.full = new AtomicLong(now);
  }

  /** Takes one token, and returns zero; or takes none, and returns how long until there is one. */
  Duration take(Rate rate, long now) {
    while (true) {
      long before = full.get();
      long after = Math.max(before - now, 0) + rate.interval();
      if (after > rate.tolerance()) {
        return Duration.ofNanos(after - rate.tolerance());
      }
      if (full.compareAndSet(before, now + after)) {
        return Duration.ZERO;
      }
    }
  }

  /** How long until there is a token; zero when there is one. */
  Duration peek(Rate rate, long now) {
    long after = Math.max(full.get() - now, 0) + rate.interval();
    return Duration.ofNanos(Math.max(after - rate.tolerance(), 0));
  }
}

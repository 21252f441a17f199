package dev.weft.core.control;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after each failure: twice as long every time up to a bound, and of that a random
 * share between a half and the whole, so that a fleet does not come back all at once.
 */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration bound;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.bound = first;
  }

  /** The next wait. */
  synchronized Duration next() {
    double share;
    synchronized (random) {
      share = 0.5 + random.nextDouble() / 2;
    }
    Duration wait = Duration.ofNanos((long) (bound.toNanos() * share));
    Duration doubled = bound.multipliedBy(2);
    bound = doubled.compareTo(longest) < 0 ? doubled : longest;
    return wait;
  }

  /** Starts again from the first wait. */
  synchronized void reset() {
    bound = first;
  }
}

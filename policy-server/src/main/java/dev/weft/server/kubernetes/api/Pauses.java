package dev.weft.server.kubernetes.api;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after each failure: twice as long every time up to a bound, and of that a random
 * share from a half on, so that servers do not come back all at once. Not thread-safe.
 */
final class Pauses {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration bound;

  Pauses(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.bound = first;
  }

  /** How long to wait now. */
  Duration next() {
    Duration wait = Duration.ofMillis((long) (bound.toMillis() * (0.5 + random.nextDouble() / 2)));
    Duration twice = bound.multipliedBy(2);
    bound = twice.compareTo(longest) < 0 ? twice : longest;
    return wait;
  }

  /** Things go well. */
  void reset() {
    bound = first;
  }
}

package dev.weft.server.access.gate;

import dev.weft.server.access.limit.Rate;
import dev.weft.server.access.limit.RateLimiter;
import dev.weft.server.access.limit.SourceKey;
import dev.weft.server.http.ApiException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often a person may ask, and how often an address may fail to say who it is. A failure counts
 * against its address only, and a good credential of a known person is admitted whatever others at
 * the same address do: guessing 256 random bits is hopeless at any rate, so to lock an address out
 * would only be a way to lock out its neighbours.
 */
final class PeopleLimits {
  private static final Rate FAILURES = new Rate(10, 50);

  private final Optional<RateLimiter> people;
  private final RateLimiter failures;

  /**
   * Limits.
   *
   * @param perSecond requests per second of one person, and twice as many at once; 0 for no limit
   */
  PeopleLimits(int perSecond, LongSupplier nanoTime) {
    this.people =
        perSecond == 0
            ? Optional.empty()
            : Optional.of(new RateLimiter(new Rate(perSecond, 2 * perSecond), nanoTime));
    this.failures = new RateLimiter(FAILURES, nanoTime);
  }

  /**
   * Counts a request of a person.
   *
   * @throws ApiException 429 when they asked too often
   */
  void countRequest(String name) {
    if (people.isPresent()) {
      requireNow(people.get().take(name), name + ": too many requests");
    }
  }

  /**
   * Counts a failure to say who calls.
   *
   * @throws ApiException 429 when there were too many
   */
  void countFailure(InetAddress source) {
    requireNow(failures.take(SourceKey.of(source)), "too many failed attempts from this address");
  }

  /**
   * Lets those pass whose proof costs much to check, unless they failed too often already.
   *
   * @throws ApiException 429 when they did
   */
  void requireFewFailures(InetAddress source) {
    requireNow(failures.peek(SourceKey.of(source)), "too many failed attempts from this address");
  }

  private static void requireNow(Duration wait, String found) {
    if (!wait.isZero()) {
      throw ApiException.tooManyRequests(found + " (expected: fewer; wait, then try again)", wait);
    }
  }
}

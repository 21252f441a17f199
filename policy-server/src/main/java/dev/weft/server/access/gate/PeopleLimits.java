package dev.weft.server.access.gate;

import dev.weft.server.access.limit.FailureLimit;
import dev.weft.server.access.limit.Rate;
import dev.weft.server.access.limit.RateLimiter;
import dev.weft.server.http.ApiException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How often a person may ask, and how often an address may fail to say who it is. */
final class PeopleLimits {
  private final Optional<RateLimiter> people;
  private final FailureLimit failures;

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
    this.failures = new FailureLimit(nanoTime);
  }

  /**
   * Counts a request of a person.
   *
   * @throws ApiException 429 when they asked too often
   */
  void countRequest(String name) {
    if (people.isPresent()) {
      Duration wait = people.get().take(name);
      if (!wait.isZero()) {
        throw ApiException.tooManyRequests(
            name + ": too many requests (expected: fewer; wait, then try again)", wait);
      }
    }
  }

  /**
   * Counts a failure to say who calls.
   *
   * @throws ApiException 429 when there were too many
   */
  void countFailure(InetAddress source) {
    failures.count(source);
  }

  /**
   * Lets those pass whose proof costs much to check, unless they failed too often already.
   *
   * @throws ApiException 429 when they did
   */
  void requireFewFailures(InetAddress source) {
    failures.requireFew(source);
  }
}

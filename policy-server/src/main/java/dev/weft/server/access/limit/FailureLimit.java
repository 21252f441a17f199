package dev.weft.server.access.limit;

import dev.weft.server.http.ApiException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often an address may fail to prove who calls. A failure counts against its address only, and
 * a good credential is admitted whatever others at the same address do: guessing 256 random bits is
 * hopeless at any rate, so to lock an address out would only be a way to lock out its neighbours.
 * Safe for any thread.
 */
public final class FailureLimit {
  private static final Rate FAILURES = new Rate(10, 50);

  private final RateLimiter failures;

  /**
   * A limit.
   *
   * @param nanoTime a clock in nanoseconds, such as {@link System#nanoTime}
   */
  public FailureLimit(LongSupplier nanoTime) {
    this.failures = new RateLimiter(FAILURES, nanoTime);
  }

  /**
   * Counts a failure.
   *
   * @throws ApiException 429 when there were too many
   */
  public void count(InetAddress source) {
    requireNow(failures.take(SourceKey.of(source)));
  }

  /**
   * Lets those pass whose proof costs much to check, unless they failed too often already.
   *
   * @throws ApiException 429 when they did
   */
  public void requireFew(InetAddress source) {
    requireNow(failures.peek(SourceKey.of(source)));
  }

  private static void requireNow(Duration wait) {
    if (!wait.isZero()) {
      throw ApiException.tooManyRequests(
          "too many failed attempts from this address (expected: fewer; wait, then try again)",
          wait);
    }
  }
}

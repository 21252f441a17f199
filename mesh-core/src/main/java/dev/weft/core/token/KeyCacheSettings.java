package dev.weft.core.token;

import java.time.Duration;

/**
 * How long fetched keys are kept.
 *
 * @param maxAge after which keys should have been fetched anew; refreshed ahead, from three
 *     quarters of it on
 * @param staleFor how much longer the last good keys hold while they cannot be fetched
 * @param retryAfter how long to wait after a failure before the next try; doubled with each further
 *     one, up to {@code maxAge}
 * @param unknownKeyInterval at most how often tokens with unknown keys make keys be fetched
 * @param maxBytes the longest document that is read
 */
public record KeyCacheSettings(
    Duration maxAge,
    Duration staleFor,
    Duration retryAfter,
    Duration unknownKeyInterval,
    int maxBytes) {
  /** Istio's 20 minutes between fetches; a day without an answer before the keys are dropped. */
  public static final KeyCacheSettings DEFAULT =
      new KeyCacheSettings(
          Duration.ofMinutes(20),
          Duration.ofHours(24),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          1 << 20);

  public KeyCacheSettings {
    if (maxAge.isNegative() || maxAge.isZero() || retryAfter.isNegative() || retryAfter.isZero()) {
      throw new IllegalArgumentException(
          "maxAge, retryAfter: " + maxAge + ", " + retryAfter + " (expected: > 0)");
    }
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: > 0)");
    }
  }

  Duration refreshAfter() {
    return maxAge.multipliedBy(3).dividedBy(4);
  }
}

package dev.weft.server.access.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A {@link Rate} for each of many, by a key. Keys that were not heard of for a while are forgotten,
 * and when there are too many, the least used: they start afresh. Safe for any thread.
 */
public final class RateLimiter {
  private static final int MOST_KEYS = 20_000;
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final Rate rate;
  private final LongSupplier nanoTime;
  private final Cache<Object, Bucket> buckets;

  /**
   * A limiter.
   *
   * @param nanoTime a clock in nanoseconds, such as {@link System#nanoTime}
   */
  public RateLimiter(Rate rate, LongSupplier nanoTime) {
    this.rate = rate;
    this.nanoTime = nanoTime;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterAccess(FORGOTTEN)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Takes one turn of {@code key}.
   *
   * @param key who; compared by {@code equals}
   * @return zero when it was taken; otherwise none was, and this is how long until there is one
   */
  public Duration take(Object key) {
    long now = nanoTime.getAsLong();
    return buckets.get(key, unused -> new Bucket(now)).take(rate, now);
  }

  /** How long until {@code key} has a turn; zero when it has one. Takes none. */
  public Duration peek(Object key) {
    Bucket bucket = buckets.getIfPresent(key);
    return bucket == null ? Duration.ZERO : bucket.peek(rate, nanoTime.getAsLong());
  }

  /** How many keys are remembered. */
  long size() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }
}

package dev.weft.core.token;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are fetched, and kept. One fetch is under way at a time, on the executor; requests go
 * on with the keys that are there. When fetching fails, the last good keys hold for a bounded time,
 * and tries get rarer.
 */
final class RemoteKeys implements KeySource {
  private final KeyLocation location;
  private final Duration timeout;
  private final KeyFetcher fetcher;
  private final Executor executor;
  private final InstantSource clock;
  private final KeyCacheSettings settings;

  private final ReentrantLock lock = new ReentrantLock();

  /** The last good keys. Written under the lock. */
  private volatile @Nullable Fetched fetched;

  /**
   * Opens when the fetch that is under way ends. Guarded by the lock. No CompletableFuture: its
   * class would make the common pool before the application has set it up.
   */
  private @Nullable CountDownLatch underway;

  /** Before this instant a failed fetch is not tried again. Guarded by the lock. */
  private Instant notBefore = Instant.MIN;

  /** Before this instant unknown keys cause no fetch. Guarded by the lock. */
  private Instant noUnknownBefore = Instant.MIN;

  /** Failures in a row. Guarded by the lock. */
  private int failures;

  RemoteKeys(
      KeyLocation location,
      Duration timeout,
      KeyFetcher fetcher,
      Executor executor,
      InstantSource clock,
      KeyCacheSettings settings) {
    this.location = location;
    this.timeout = timeout;
    this.fetcher = fetcher;
    this.executor = executor;
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public JwkSet keys(@Nullable String kid, JwsAlgorithm algorithm, Duration patience) {
    Instant now = clock.instant();
    JwkSet known = usable(now);
    if (known == null) {
      refresh(now, patience);
      known = usable(clock.instant());
      return known == null ? JwkSet.EMPTY : known;
    }
    if (!known.fits(kid, algorithm)) {
      refreshForUnknown(now, patience);
      JwkSet newer = usable(clock.instant());
      return newer == null ? known : newer;
    }
    if (!isOlder(settings.refreshAfter(), now)) {
      return known;
    }
    // Keys past their age may have been withdrawn: whoever can wait gets the latest.
    refresh(now, isOlder(settings.maxAge(), now) ? patience : Duration.ZERO);
    JwkSet latest = usable(clock.instant());
    return latest == null ? known : latest;
  }

  @Override
  public void prepare() {
    Instant now = clock.instant();
    if (isOlder(settings.refreshAfter(), now)) {
      refresh(now, Duration.ZERO);
    }
  }

  private @Nullable JwkSet usable(Instant now) {
    Fetched last = fetched;
    Duration life = settings.maxAge().plus(settings.staleFor());
    return last != null && now.isBefore(last.at().plus(life)) ? last.keys() : null;
  }

  private boolean isOlder(Duration age, Instant now) {
    Fetched last = fetched;
    return last == null || !now.isBefore(last.at().plus(age));
  }

  /** Starts a fetch, unless it is too early to try again, and waits for the one under way. */
  private void refresh(Instant now, Duration patience) {
    CountDownLatch fetch;
    lock.lock();
    try {
      if (underway == null && now.isBefore(notBefore)) {
        return;
      }
      fetch = start();
    } finally {
      lock.unlock();
    }
    await(fetch, patience);
  }

  /** The same for keys that are not among the known ones. */
  private void refreshForUnknown(Instant now, Duration patience) {
    lock.lock();
    try {
      if (underway == null && now.isBefore(noUnknownBefore)) {
        return;
      }
      // Strangers choose the kid: what they cause must not depend on how often they ask.
      noUnknownBefore = now.plus(settings.unknownKeyInterval());
    } finally {
      lock.unlock();
    }
    refresh(now, patience);
  }

  /** Called under the lock. */
  private CountDownLatch start() {
    CountDownLatch running = underway;
    if (running != null) {
      return running;
    }
    CountDownLatch started = new CountDownLatch(1);
    underway = started;
    try {
      executor.execute(() -> fetch(started));
    } catch (RejectedExecutionException e) {
      finish(null);
      started.countDown();
    }
    return started;
  }

  private void fetch(CountDownLatch started) {
    JwkSet keys = null;
    try {
      JwkSet answer = location.fetch(fetcher, timeout, settings.maxBytes());
      // A set without usable keys is taken for a failure: it would refuse every token.
      keys = answer.keys().isEmpty() ? null : answer;
    } catch (IOException | KeyFormatException e) {
      keys = null;
    } finally {
      finish(keys);
      started.countDown();
    }
  }

  private void finish(@Nullable JwkSet keys) {
    Instant now = clock.instant();
    lock.lock();
    try {
      underway = null;
      if (keys != null) {
        fetched = new Fetched(keys, now);
        failures = 0;
        notBefore = Instant.MIN;
      } else {
        notBefore = now.plus(backoff());
        failures++;
      }
    } finally {
      lock.unlock();
    }
  }

  private Duration backoff() {
    Duration wait = settings.retryAfter().multipliedBy(1L << Math.min(failures, 20));
    return wait.compareTo(settings.maxAge()) < 0 ? wait : settings.maxAge();
  }

  /** After {@code patience}, the keys that are there have to do. */
  private static void await(CountDownLatch fetch, Duration patience) {
    if (patience.isZero() || patience.isNegative()) {
      return;
    }
    try {
      boolean unused = fetch.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Fetched(JwkSet keys, Instant at) {}
}

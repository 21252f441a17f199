package dev.weft.enforcer.rules;

import dev.weft.core.http.WebClient;
import dev.weft.core.token.HttpKeyFetcher;
import dev.weft.core.token.KeyCacheSettings;
import dev.weft.core.token.KeySource;
import dev.weft.core.token.KeySources;
import dev.weft.core.token.RemoteKeySources;
import dev.weft.enforcer.report.EventLog;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys of token issuers that policies give by URL, fetched on threads of its own, outside the
 * mesh. Costs nothing before the first such policy. Thread-safe.
 */
public final class IssuerKeys implements KeySources {
  private static final int FETCHES = 2;
  private static final int WAITING = 256;

  private final EventLog log;
  private final ThreadFactory threads;
  private @Nullable KeySources sources;

  /**
   * @param threads makes the threads that fetch, three at a time at most; they must be daemons
   */
  public IssuerKeys(EventLog log, ThreadFactory threads) {
    this.log = log;
    this.threads = threads;
  }

  @Override
  public KeySource at(URI uri, Duration timeout) {
    return sources().at(uri, timeout);
  }

  @Override
  public KeySource ofIssuer(String issuer, Duration timeout) {
    return sources().ofIssuer(issuer, timeout);
  }

  private synchronized KeySources sources() {
    KeySources made = sources;
    if (made == null) {
      made =
          new RemoteKeySources(
              new ReportedFetches(new HttpKeyFetcher(new WebClient(threads)), log),
              fetches(threads),
              InstantSource.system(),
              KeyCacheSettings.DEFAULT);
      sources = made;
    }
    return made;
  }

  /** Few at a time; one that finds no room is tried again when its keys are next asked for. */
  private static ThreadPoolExecutor fetches(ThreadFactory threads) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            FETCHES, FETCHES, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), threads);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}

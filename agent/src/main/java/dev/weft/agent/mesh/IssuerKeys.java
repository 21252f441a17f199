package dev.weft.agent.mesh;

import dev.weft.agent.report.AgentLog;
import dev.weft.agent.report.Faults;
import dev.weft.agent.thread.AgentThreads;
import dev.weft.core.http.WebClient;
import dev.weft.core.token.HttpKeyFetcher;
import dev.weft.core.token.KeyCacheSettings;
import dev.weft.core.token.KeySource;
import dev.weft.core.token.KeySources;
import dev.weft.core.token.RemoteKeySources;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys of token issuers that policies give by URL, fetched on agent threads, which are outside
 * the mesh. Costs nothing before the first such policy. Thread-safe.
 */
final class IssuerKeys implements KeySources {
  private static final int FETCHES = 2;
  private static final int WAITING = 256;

  private final AgentLog log;
  private final Faults faults;
  private @Nullable KeySources sources;

  IssuerKeys(AgentLog log, Faults faults) {
    this.log = log;
    this.faults = faults;
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
      ThreadFactory threads = new AgentThreads("keys", faults);
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

package dev.weft.core.token;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Keys by URL, fetched and cached. Make one per program and keep it: a policy that changes finds
 * the keys that were fetched before. Safe for use by several threads.
 */
public final class RemoteKeySources implements KeySources {
  /** Most places that are remembered; one that drops out is fetched anew when it is used again. */
  static final int MAX_SOURCES = 256;

  private final KeyFetcher fetcher;
  private final Executor executor;
  private final InstantSource clock;
  private final KeyCacheSettings settings;

  /** The sources, the least recently compiled first. Guarded by itself. */
  private final Map<Place, RemoteKeys> sources =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, RemoteKeys> eldest) {
          return size() > MAX_SOURCES;
        }
      };

  /**
   * Sources that fetch.
   *
   * @param fetcher how
   * @param executor on which threads; daemon threads, and not those that serve requests
   * @param clock the time
   * @param settings how long keys are kept
   */
  public RemoteKeySources(
      KeyFetcher fetcher, Executor executor, InstantSource clock, KeyCacheSettings settings) {
    this.fetcher = fetcher;
    this.executor = executor;
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public KeySource at(URI uri, Duration timeout) {
    return source(new Place(new KeyLocation.At(uri), timeout));
  }

  @Override
  public KeySource ofIssuer(String issuer, Duration timeout) {
    return source(new Place(new KeyLocation.OfIssuer(issuer), timeout));
  }

  private KeySource source(Place place) {
    synchronized (sources) {
      return sources.computeIfAbsent(
          place,
          it -> new RemoteKeys(it.location(), it.timeout(), fetcher, executor, clock, settings));
    }
  }

  private record Place(KeyLocation location, Duration timeout) {}
}

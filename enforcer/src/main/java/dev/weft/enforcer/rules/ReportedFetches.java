package dev.weft.enforcer.rules;

import dev.weft.core.token.KeyFetcher;
import dev.weft.enforcer.report.EventLog;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says when keys cannot be fetched, and when they can again: once each, however often it fails. */
final class ReportedFetches implements KeyFetcher {
  /** Most places that are remembered as failing; more are not reported. */
  private static final int MOST_FAILING = 256;

  private final KeyFetcher fetcher;
  private final EventLog log;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  ReportedFetches(KeyFetcher fetcher, EventLog log) {
    this.fetcher = fetcher;
    this.log = log;
  }

  @Override
  public byte[] fetch(URI uri, Duration timeout, int maxBytes) throws IOException {
    // Without the query, which may hold a key for the keys.
    String from = uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    try {
      byte[] body = fetcher.fetch(uri, timeout, maxBytes);
      if (failing.remove(from)) {
        log.info("keys.fetched.again", "from", from);
      }
      return body;
    } catch (IOException e) {
      if (failing.size() < MOST_FAILING && failing.add(from)) {
        log.warn("keys.not.fetched", "from", from, "why", e.getMessage());
      }
      throw e;
    }
  }
}

package dev.weft.server.access.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import dev.weft.server.settings.PeopleSettings;
import dev.weft.server.settings.PeopleSettings.KeyPlace;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An OpenID provider's keys: kept for a while, fetched anew before they get old and when a token
 * names a key that is not there, though not more often than twice in a while, and kept on for hours
 * when the provider is down.
 */
final class ProviderKeys {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** A wait for another thread's fetch: discovery, keys, and one more try of both. */
  private static final Duration LONGEST_WAIT = PATIENCE.multipliedBy(4);

  private static final Duration REFRESHED_AHEAD = Duration.ofSeconds(60);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
  private static final Duration OUTAGE = Duration.ofHours(4);

  private ProviderKeys() {}

  /**
   * The keys of {@code provider}. Those in a file are read at once, so that a bad file is known at
   * start; a provider need not be up.
   *
   * @throws IOException when a file cannot be read
   * @throws GeneralSecurityException when the CA's file has no certificates, or the keys' no keys
   */
  static JWKSource<SecurityContext> of(PeopleSettings.Oidc provider)
      throws IOException, GeneralSecurityException {
    KeySetSource source =
        new KeySetSource(
            provider.issuer(), provider.keys(), HttpsDocuments.of(provider.ca(), PATIENCE));
    if (provider.keys() instanceof KeyPlace.File file) {
      try {
        if (source.getJWKSet(null, 0, null).isEmpty()) {
          throw new GeneralSecurityException(file.path() + ": no RSA or EC keys (expected: some)");
        }
      } catch (KeySourceException e) {
        throw new IOException(file.path() + ": " + e.getMessage() + ": " + e.getCause(), e);
      }
    }
    return JWKSourceBuilder.create(source)
        .cache(KEPT.toMillis(), LONGEST_WAIT.toMillis())
        .refreshAheadCache(REFRESHED_AHEAD.toMillis(), null, refresher(), true, null, false)
        .rateLimited(BETWEEN_FETCHES.toMillis())
        .retrying(true)
        .outageTolerant(OUTAGE.toMillis())
        .build();
  }

  private static ExecutorService refresher() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "weft-oidc-keys");
          thread.setDaemon(true);
          return thread;
        });
  }
}

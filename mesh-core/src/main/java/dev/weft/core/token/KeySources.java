package dev.weft.core.token;

import java.net.URI;
import java.time.Duration;

/** Where the keys of issuers come from that are not written down in a policy. */
public interface KeySources {
  /** The keys at {@code uri}; a fetch takes at most {@code timeout}. */
  KeySource at(URI uri, Duration timeout);

  /** The keys where {@code issuer} says they are (OpenID Connect Discovery 1.0). */
  KeySource ofIssuer(String issuer, Duration timeout);

  /** No keys: nothing is fetched, and tokens that would need it are refused. */
  static KeySources none() {
    return new KeySources() {
      @Override
      public KeySource at(URI uri, Duration timeout) {
        return KeySource.of(JwkSet.EMPTY);
      }

      @Override
      public KeySource ofIssuer(String issuer, Duration timeout) {
        return KeySource.of(JwkSet.EMPTY);
      }
    };
  }
}

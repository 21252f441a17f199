package dev.weft.core.token;

import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A public key that verifies signatures (RFC 7517).
 *
 * @param kid its name, or null without one
 * @param algorithm the only algorithm that it is for, or null when it is for all that fit it
 * @param key the key
 */
public record Jwk(@Nullable String kid, @Nullable JwsAlgorithm algorithm, PublicKey key) {
  /**
   * Whether this key may have signed a token with this {@code kid} and algorithm. One that lacks a
   * name on either side may have, as in Envoy's jwt_authn.
   */
  boolean fits(@Nullable String tokenKid, JwsAlgorithm tokenAlgorithm) {
    boolean named = kid == null || tokenKid == null || kid.equals(tokenKid);
    return named && (algorithm == null || algorithm == tokenAlgorithm) && tokenAlgorithm.fits(key);
  }
}

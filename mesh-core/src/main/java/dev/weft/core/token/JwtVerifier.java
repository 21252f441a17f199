package dev.weft.core.token;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Checks tokens of one issuer: issuer, time, audience, signature, in that order, as Envoy's
 * jwt_authn does. Safe for use by several threads.
 */
public final class JwtVerifier {
  /** How far clocks may be apart, as in Envoy. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  private final String issuer;
  private final Audiences audiences;
  private final KeySource keys;
  private final InstantSource clock;

  /**
   * A verifier.
   *
   * @param issuer what {@code iss} has to be, exactly
   * @param audiences of which {@code aud} has to hold one; empty for any
   * @param keys the issuer's keys
   * @param clock the time
   */
  public JwtVerifier(String issuer, List<String> audiences, KeySource keys, InstantSource clock) {
    this.issuer = issuer;
    this.audiences = new Audiences(audiences);
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Checks {@code token}; when this returns, everything that it claims is the issuer's word.
   *
   * @param patience how long the calling thread may be held for keys that have to be fetched
   * @throws TokenException when it does not hold
   */
  public void verify(Jwt token, Duration patience) throws TokenException {
    if (!issuer.equals(token.issuer())) {
      throw new TokenException(TokenFault.ISSUER, "iss: not the expected issuer");
    }
    checkTime(token.claims());
    if (!audiences.take(token.audiences())) {
      throw new TokenException(TokenFault.AUDIENCE, "aud: none that is taken here");
    }
    JwkSet known = keys.keys(token.kid(), token.algorithm(), patience);
    if (known.keys().isEmpty()) {
      throw new TokenException(
          TokenFault.KEYS_UNAVAILABLE, "keys: not there (expected: the issuer's key set)");
    }
    checkSignature(token, known);
  }

  private void checkTime(RegisteredClaims claims) throws TokenException {
    long now = clock.instant().getEpochSecond();
    long skew = CLOCK_SKEW.toSeconds();
    Long notBefore = claims.notBefore();
    if (notBefore != null && now + skew < notBefore) {
      throw new TokenException(TokenFault.NOT_YET_VALID, "nbf: not reached");
    }
    Long expires = claims.expires();
    if (expires != null && now - skew > expires) {
      throw new TokenException(TokenFault.EXPIRED, "exp: passed");
    }
  }

  private static void checkSignature(Jwt token, JwkSet known) throws TokenException {
    byte[] signed = token.signed();
    boolean tried = false;
    for (Jwk key : known.keys()) {
      if (!key.fits(token.kid(), token.algorithm())) {
        continue;
      }
      tried = true;
      if (verifies(token, key, signed)) {
        return;
      }
    }
    throw tried
        ? new TokenException(TokenFault.SIGNATURE, "signature: not the issuer's")
        : new TokenException(
            TokenFault.UNKNOWN_KEY, "kid, alg: no key of the issuer fits (expected: one)");
  }

  private static boolean verifies(Jwt token, Jwk key, byte[] signed) {
    try {
      return token.algorithm().verify(key.key(), signed, token.signature());
    } catch (GeneralSecurityException e) {
      // The JDK throws for signatures of a form that no signature of this key can have.
      return false;
    }
  }
}

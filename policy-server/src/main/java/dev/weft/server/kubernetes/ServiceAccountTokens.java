package dev.weft.server.kubernetes;

import dev.weft.core.token.Jwt;
import dev.weft.core.token.JwtVerifier;
import dev.weft.core.token.KeySource;
import dev.weft.core.token.TokenException;
import dev.weft.core.token.TokenFault;
import dev.weft.server.http.ApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Judges the service-account tokens of one cluster: signed by a key of its issuer, meant for the
 * mesh, good now, and bound to a pod and its node. A token is good until it ends, however often it
 * is shown, and also when its pod is gone before that: the cluster is not asked about it.
 *
 * <p>Safe for use by many threads.
 */
public final class ServiceAccountTokens {
  /** How long whoever shows a token waits for keys that have to be fetched. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Fewer than the threads that serve requests: a cluster that hangs holds up no others. */
  private static final int MOST_WAITING = 4;

  private final String audience;
  private final JwtVerifier verifier;
  private final InstantSource clock;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  /**
   * The tokens of one cluster.
   *
   * @param issuer what {@code iss} has to be, exactly
   * @param audience what {@code aud} must have in it, exactly
   * @param keys the issuer's keys
   */
  public ServiceAccountTokens(String issuer, String audience, KeySource keys, InstantSource clock) {
    this.audience = audience;
    this.verifier = new JwtVerifier(issuer, List.of(audience), keys, clock);
    this.clock = clock;
  }

  /**
   * Whom {@code text} stands for.
   *
   * @param beforeWaiting called before keys are waited for; what it throws is thrown
   * @throws ApiException 401 when it is not to be believed, 503 when that cannot be told because
   *     the keys are not there
   */
  public PodIdentity check(String text, Runnable beforeWaiting) {
    Jwt token;
    try {
      token = Jwt.parse(text);
      verify(token, beforeWaiting);
    } catch (TokenException e) {
      throw refused(e);
    }
    requireBounds(token);
    return PodClaims.read(token);
  }

  /** By the keys that are here, at first: only strangers' tokens, and new keys, cost a wait. */
  private void verify(Jwt token, Runnable beforeWaiting) throws TokenException {
    try {
      verifier.verify(token, Duration.ZERO);
      return;
    } catch (TokenException e) {
      if (e.fault() != TokenFault.UNKNOWN_KEY && e.fault() != TokenFault.KEYS_UNAVAILABLE) {
        throw e;
      }
    }
    beforeWaiting.run();
    if (!waiting.tryAcquire()) {
      throw unavailable("too many wait for the cluster's keys");
    }
    try {
      verifier.verify(token, PATIENCE);
    } finally {
      waiting.release();
    }
  }

  /** What a policy's tokens may lack, or spell in several ways, and a service account's may not. */
  private void requireBounds(Jwt token) {
    if (!token.audiences().contains(audience)) {
      throw refused("aud: none that is taken here");
    }
    if (token.expires() == null) {
      throw refused("exp: missing (expected: a token that ends)");
    }
    Long issued = token.issuedAt();
    long latest = clock.instant().plus(JwtVerifier.CLOCK_SKEW).getEpochSecond();
    if (issued == null || issued > latest) {
      throw refused("iat: missing or in the future (expected: a time that was)");
    }
  }

  private static ApiException refused(TokenException e) {
    String why = String.valueOf(e.getMessage());
    return e.fault() == TokenFault.KEYS_UNAVAILABLE ? unavailable(why) : refused(why);
  }

  private static ApiException unavailable(String why) {
    return new ApiException(503, "kubernetes token: " + why + "; try again later");
  }

  static ApiException refused(String why) {
    return ApiException.unauthorized("kubernetes token: " + why);
  }
}

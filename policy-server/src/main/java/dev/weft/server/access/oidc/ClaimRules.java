package dev.weft.server.access.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token must claim to be taken (OpenID Connect Core 1.0, section 3.1.3.7): the issuer, the
 * audience, to be the authorized party where there is one, and a time that is now.
 */
final class ClaimRules {
  /** How far clocks may be apart. */
  static final Duration SKEW = Duration.ofSeconds(60);

  private final String issuer;
  private final String audience;
  private final InstantSource clock;

  ClaimRules(String issuer, String audience, InstantSource clock) {
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  void check(JWTClaimsSet claims) throws BadJWTException {
    if (!issuer.equals(claims.getIssuer())) {
      throw new BadJWTException("iss: of another issuer (expected: " + issuer + ")");
    }
    List<String> audiences = claims.getAudience();
    if (!audiences.contains(audience)) {
      throw new BadJWTException("aud: for somebody else (expected: " + audience + ")");
    }
    Object party = claims.getClaim("azp");
    if (party == null ? audiences.size() > 1 : !audience.equals(party)) {
      throw new BadJWTException("azp: of another party (expected: " + audience + ")");
    }
    checkTimes(claims);
  }

  private void checkTimes(JWTClaimsSet claims) throws BadJWTException {
    Instant now = clock.instant();
    Date expires = claims.getExpirationTime();
    if (expires == null) {
      throw new BadJWTException("exp: missing (expected: a time)");
    }
    if (!now.isBefore(expires.toInstant().plus(SKEW))) {
      throw new BadJWTException("exp: expired at " + expires.toInstant());
    }
    checkNotAhead("nbf", claims.getNotBeforeTime(), now);
    checkNotAhead("iat", claims.getIssueTime(), now);
  }

  private static void checkNotAhead(String claim, @Nullable Date time, Instant now)
      throws BadJWTException {
    if (time != null && time.toInstant().isAfter(now.plus(SKEW))) {
      throw new BadJWTException(claim + ": in the future: " + time.toInstant());
    }
  }
}

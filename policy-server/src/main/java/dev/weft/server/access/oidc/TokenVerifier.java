package dev.weft.server.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.weft.server.http.ApiException;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Set;

/**
 * Judges a token: signed (RFC 7515) by one of the provider's keys with an algorithm of public keys,
 * and claiming what {@link ClaimRules} asks. Keys and URLs in the token's own header are not looked
 * at. May block while keys are fetched.
 */
final class TokenVerifier {
  /** The longest token that is looked at, in characters. */
  static final int LONGEST_TOKEN = 16 * 1024;

  private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  TokenVerifier(JWKSource<SecurityContext> keys, ClaimRules rules) {
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWTClaimsSetVerifier((claims, context) -> rules.check(claims));
  }

  private static Set<JWSAlgorithm> algorithms() {
    Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
    algorithms.addAll(Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512));
    return Set.copyOf(algorithms);
  }

  /**
   * The claims of {@code token}.
   *
   * @throws ApiException 401 when it is not to be believed, 503 when that cannot be told because
   *     the provider's keys cannot be had
   */
  JWTClaimsSet claims(String token) {
    if (token.length() > LONGEST_TOKEN) {
      throw refused("longer than " + LONGEST_TOKEN + " characters");
    }
    try {
      return processor.process(SignedJWT.parse(token), null);
    } catch (ParseException e) {
      throw refused("malformed (expected: a signed JWT)");
    } catch (BadJOSEException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (RateLimitReachedException e) {
      throw refused("signed with a key that the provider does not have");
    } catch (KeySourceException e) {
      throw new ApiException(
          503, "authorization: the OpenID provider's keys cannot be had; try again later");
    } catch (JOSEException e) {
      throw refused("its signature cannot be checked");
    }
  }

  private static ApiException refused(String why) {
    return ApiException.unauthorized("authorization: OIDC token: " + why);
  }
}

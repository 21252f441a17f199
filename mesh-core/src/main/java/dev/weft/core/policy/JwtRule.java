package dev.weft.core.policy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of one issuer that a workload takes (Istio RequestAuthentication, JWTRule).
 *
 * <p>Without any place to look in, a token is looked for in {@code Authorization: Bearer} and in
 * the query parameter {@code access_token}. Without keys and without a place to fetch them, the
 * issuer is asked where they are (OpenID Connect Discovery 1.0).
 *
 * @param issuer what the token's {@code iss} has to be
 * @param audiences of which the token's {@code aud} has to hold one; empty for any
 * @param jwksUri where the issuer's keys are fetched
 * @param jwks the issuer's keys themselves (RFC 7517); never beside {@code jwksUri}
 * @param fromHeaders the headers that a token is taken from
 * @param fromParams the query parameters that a token is taken from
 * @param fromCookies the cookies that a token is taken from
 * @param outputPayloadToHeader the header that gets the payload of a good token, base64url-encoded
 * @param originalToken what becomes of the token on its way to the application
 * @param outputClaimToHeaders the claims that are copied to headers
 * @param timeout how long the keys are waited for when they are fetched
 * @param spaceDelimitedClaims claims, besides {@code scope} and {@code permission}, that hold a
 *     list in one text
 * @param presence whether a request without the token passes
 */
public record JwtRule(
    String issuer,
    List<String> audiences,
    Optional<URI> jwksUri,
    Optional<String> jwks,
    List<JwtHeader> fromHeaders,
    List<String> fromParams,
    List<String> fromCookies,
    Optional<String> outputPayloadToHeader,
    OriginalToken originalToken,
    List<ClaimToHeader> outputClaimToHeaders,
    Optional<Duration> timeout,
    List<String> spaceDelimitedClaims,
    TokenPresence presence) {
  /** The timeout where none is set, as in Istio. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  public JwtRule {
    audiences = List.copyOf(audiences);
    fromHeaders = List.copyOf(fromHeaders);
    fromParams = List.copyOf(fromParams);
    fromCookies = List.copyOf(fromCookies);
    outputClaimToHeaders = List.copyOf(outputClaimToHeaders);
    spaceDelimitedClaims = List.copyOf(spaceDelimitedClaims);
    if (jwksUri.isPresent() && jwks.isPresent()) {
      throw new IllegalArgumentException("jwks: set beside jwksUri (expected: only one of them)");
    }
  }
}

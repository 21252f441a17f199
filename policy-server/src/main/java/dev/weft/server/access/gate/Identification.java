package dev.weft.server.access.gate;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.server.access.certificate.CertificatePeople;
import dev.weft.server.access.oidc.OidcPeople;
import dev.weft.server.access.token.ApiTokenPeople;
import dev.weft.server.access.token.ApiTokenString;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.BearerToken;
import dev.weft.server.http.Caller;
import dev.weft.server.http.PeerCertificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds out who sent a request, by the one credential that counts: a person's client certificate if
 * there is one, and else the bearer token. With both, the token is not looked at, as in Kubernetes
 * ("Authenticating": client certificates come first). A workload's certificate is refused.
 */
final class Identification {
  private final PeerCertificate peer;
  private final Optional<CertificatePeople> certificates;
  private final ApiTokenPeople tokens;
  private final Optional<OidcPeople> provider;

  Identification(
      PeerCertificate peer,
      Optional<CertificatePeople> certificates,
      ApiTokenPeople tokens,
      Optional<OidcPeople> provider) {
    this.peer = peer;
    this.certificates = certificates;
    this.tokens = tokens;
    this.provider = provider;
  }

  /**
   * Who sent the request. Does not block.
   *
   * @param beforeCostly called before a proof is checked that costs much; what it throws is thrown
   * @return fails with an {@link ApiException} when that is not proved
   * @throws ApiException the same, when it is known at once
   */
  CompletionStage<Caller.Person> identify(
      ServiceRequestContext context, RequestHeaders headers, Runnable beforeCostly) {
    Optional<X509Certificate> certificate = peer.person(context);
    if (certificate.isPresent()) {
      return CompletableFuture.completedFuture(ofCertificate(certificate.get()));
    }
    String token =
        BearerToken.of(headers)
            .filter(it -> !it.isEmpty())
            .orElseThrow(
                () ->
                    ApiException.unauthorized(
                        "authorization: missing (expected: Bearer <token>; the first admin token is"
                            + " in admin.token in the server's data folder)"));
    if (provider.isEmpty() || token.startsWith(ApiTokenString.PREFIX)) {
      return CompletableFuture.completedFuture(tokens.person(token));
    }
    Optional<Caller.Person> remembered = provider.get().remembered(token);
    if (remembered.isPresent()) {
      return CompletableFuture.completedFuture(remembered.get());
    }
    beforeCostly.run();
    return provider.get().person(token);
  }

  private Caller.Person ofCertificate(X509Certificate certificate) {
    return certificates
        .orElseThrow(
            () -> ApiException.forbidden("client certificate: not taken (expected: a token)"))
        .person(certificate);
  }
}

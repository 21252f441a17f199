package dev.weft.server.access.gate;

import dev.weft.server.access.certificate.CertificatePeople;
import dev.weft.server.access.oidc.OidcPeople;
import dev.weft.server.access.token.ApiTokenPeople;
import dev.weft.server.access.token.ApiTokenSource;
import dev.weft.server.audit.Refusals;
import dev.weft.server.ca.ClientTrust;
import dev.weft.server.ca.Pem;
import dev.weft.server.http.PeerCertificate;
import dev.weft.server.settings.PeopleSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The gate for people and what stands behind it, as the settings have it. */
public final class PeopleAccess implements AutoCloseable {
  private final PeopleGate gate;
  private final Authorizer authorizer;
  private final Optional<OidcPeople> provider;

  private PeopleAccess(PeopleGate gate, Authorizer authorizer, Optional<OidcPeople> provider) {
    this.gate = gate;
    this.authorizer = authorizer;
    this.provider = provider;
  }

  /**
   * Whose client certificates the TLS listener is to take.
   *
   * @param mesh the trust anchors of workloads
   * @throws IOException when the file with the CA for people cannot be read
   * @throws GeneralSecurityException when it has no certificates, or those of no CA, or of the
   *     mesh's
   */
  public static ClientTrust trust(List<X509Certificate> mesh, PeopleSettings settings)
      throws IOException, GeneralSecurityException {
    if (settings.clients().isEmpty()) {
      return ClientTrust.ofWorkloads(mesh);
    }
    String pem = Files.readString(settings.clients().get().ca(), StandardCharsets.US_ASCII);
    try {
      return ClientTrust.of(mesh, Pem.certificates(pem));
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException("weft.clients.ca: " + e.getMessage(), e);
    }
  }

  /**
   * Puts the gate together.
   *
   * @param peer reads client certificates that {@link #trust} let pass
   * @param refusals is told of what is refused
   * @param nanoTime a clock in nanoseconds, for limits
   * @throws IOException when a file that a setting names cannot be read
   * @throws GeneralSecurityException when a file that a setting names holds nothing of use
   */
  public static PeopleAccess of(
      PeopleSettings settings,
      PeerCertificate peer,
      ApiTokenSource tokens,
      Refusals refusals,
      InstantSource clock,
      LongSupplier nanoTime)
      throws IOException, GeneralSecurityException {
    Optional<OidcPeople> provider =
        settings.oidc().isPresent()
            ? Optional.of(new OidcPeople(settings.oidc().get(), clock, nanoTime))
            : Optional.empty();
    Identification identification =
        new Identification(
            peer,
            settings.clients().map(it -> new CertificatePeople(it.roles())),
            new ApiTokenPeople(tokens, clock),
            provider);
    return new PeopleAccess(
        new PeopleGate(identification, new PeopleLimits(settings.rateLimit(), nanoTime), refusals),
        new Authorizer(refusals),
        provider);
  }

  /** Admits requests of people. */
  public PeopleGate gate() {
    return gate;
  }

  /** Says what people may. */
  public Authorizer authorizer() {
    return authorizer;
  }

  /** Ends what runs for this. To be called after the listener has ended. */
  @Override
  public void close() throws IOException {
    if (provider.isPresent()) {
      provider.get().close();
    }
  }
}

package dev.weft.server.http;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.core.identity.SpiffeId;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who the other end of a connection is, by the certificate that its TLS handshake proved. The chain
 * was checked in the handshake; the dates are checked again at each request, because a connection,
 * and a TLS session that is resumed, may outlive the certificate.
 */
public final class PeerCertificate {
  private static final int URI_NAME = 6;

  private final String trustDomain;
  private final InstantSource clock;

  public PeerCertificate(String trustDomain, InstantSource clock) {
    this.trustDomain = trustDomain;
    this.clock = clock;
  }

  /** Whether the connection has a client certificate at all. */
  public boolean isPresent(ServiceRequestContext context) {
    return leaf(context).isPresent();
  }

  /**
   * The workload at the other end, or empty when it showed no certificate.
   *
   * @throws ApiException 401 when its certificate is out of date or names no workload of this mesh
   */
  public Optional<SpiffeId> identity(ServiceRequestContext context) {
    return leaf(context).map(this::identity);
  }

  private SpiffeId identity(X509Certificate leaf) {
    if (clock.instant().isAfter(leaf.getNotAfter().toInstant())) {
      throw ApiException.unauthorized(
          "client certificate: expired at "
              + leaf.getNotAfter().toInstant()
              + " (expected: a valid SVID; join again with a new join token)");
    }
    try {
      SpiffeId identity = SpiffeId.parse(onlyUri(leaf));
      if (identity.trustDomain().equals(trustDomain)) {
        return identity;
      }
    } catch (CertificateParsingException | IllegalArgumentException e) {
      throw ApiException.unauthorized("client certificate: no SVID (expected: one SPIFFE ID)");
    }
    throw ApiException.unauthorized(
        "client certificate: of another trust domain (expected: " + trustDomain + ")");
  }

  private static String onlyUri(X509Certificate leaf) throws CertificateParsingException {
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    List<String> uris =
        names == null
            ? List.of()
            : names.stream()
                .filter(name -> name.get(0).equals(URI_NAME))
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    if (uris.size() != 1) {
      throw new CertificateParsingException(uris.size() + " URI names");
    }
    return uris.get(0);
  }

  private static Optional<X509Certificate> leaf(ServiceRequestContext context) {
    SSLSession session = context.sslSession();
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate leaf
          ? Optional.of(leaf)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}

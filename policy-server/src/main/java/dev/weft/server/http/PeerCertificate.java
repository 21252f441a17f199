package dev.weft.server.http;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.core.identity.SpiffeId;
import dev.weft.server.ca.ClientKind;
import dev.weft.server.ca.ClientTrust;
import dev.weft.server.ca.ProxyMark;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who the other end of a connection is, by the certificate that its TLS handshake proved. The chain
 * was checked in the handshake; the dates are checked again at each request, because a connection,
 * and a TLS session that is resumed, may outlive the certificate. Whether a certificate is a
 * workload's or a person's is decided by its CA alone: a person's is no workload's whatever names
 * it has, and the other way round.
 */
public final class PeerCertificate {
  private static final int URI_NAME = 6;

  /** Where a session keeps what its certificate is: to tell costs as much as a handshake. */
  private static final String KIND = "dev.weft.client-kind";

  private final String trustDomain;
  private final ClientTrust trust;
  private final InstantSource clock;

  /**
   * Reads certificates that {@code trust} let pass.
   *
   * @param trustDomain the trust domain of the mesh's workloads
   */
  public PeerCertificate(String trustDomain, ClientTrust trust, InstantSource clock) {
    this.trustDomain = trustDomain;
    this.trust = trust;
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
    Optional<X509Certificate> leaf = leaf(context);
    if (leaf.isEmpty()) {
      return Optional.empty();
    }
    requireInDate(leaf.get(), "a valid SVID; join again with a new join token");
    if (kind(context) != ClientKind.WORKLOAD) {
      throw ApiException.unauthorized(
          "client certificate: a person's (expected: this workload's SVID)");
    }
    return Optional.of(workload(leaf.get()));
  }

  /** Whether the certificate at the other end is one that a node proxy got for a pod. */
  public boolean isOfProxy(ServiceRequestContext context) {
    return leaf(context).filter(ProxyMark::isOn).isPresent();
  }

  /**
   * The certificate of the person at the other end, or empty when they showed none.
   *
   * @throws ApiException 403 when it is a workload's, 401 when it is out of date
   */
  public Optional<X509Certificate> person(ServiceRequestContext context) {
    Optional<X509Certificate> leaf = leaf(context);
    if (leaf.isEmpty()) {
      return Optional.empty();
    }
    requireInDate(leaf.get(), "a valid one");
    if (kind(context) != ClientKind.PERSON) {
      throw ApiException.forbidden(
          "client certificate: a workload's (expected: none on this path, or a person's)");
    }
    return leaf;
  }

  private void requireInDate(X509Certificate leaf, String expected) {
    if (clock.instant().isAfter(leaf.getNotAfter().toInstant())) {
      throw ApiException.unauthorized(
          "client certificate: expired at "
              + leaf.getNotAfter().toInstant()
              + " (expected: "
              + expected
              + ")");
    }
  }

  private ClientKind kind(ServiceRequestContext context) {
    SSLSession session =
        Objects.requireNonNull(context.sslSession(), "a certificate has a session");
    if (session.getValue(KIND) instanceof ClientKind known) {
      return known;
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      ClientKind kind = trust.kindOf(Arrays.copyOf(chain, chain.length, X509Certificate[].class));
      session.putValue(KIND, kind);
      return kind;
    } catch (CertificateException | SSLPeerUnverifiedException e) {
      throw ApiException.unauthorized("client certificate: not trusted (expected: a valid one)");
    }
  }

  private SpiffeId workload(X509Certificate leaf) {
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

package dev.weft.server.ca;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks clients' certificates by two sets of trust anchors that are kept apart: the mesh's own for
 * workloads, and a CA for people. Which set a chain leads to says what the client is, and nothing
 * else does, no name in the certificate in particular. A chain that leads to both is refused.
 *
 * <p>Checked by PKIX (RFC 5280), with the JDK's rules for TLS clients. Safe for any thread.
 */
public final class ClientTrust extends X509ExtendedTrustManager {
  /** PKIX wants a name of a key exchange; TLS 1.3 has none, and for clients nothing hangs on it. */
  private static final String ANY_KEY_EXCHANGE = "UNKNOWN";

  private final X509ExtendedTrustManager workloads;
  private final Optional<X509ExtendedTrustManager> people;

  private ClientTrust(
      X509ExtendedTrustManager workloads, Optional<X509ExtendedTrustManager> people) {
    this.workloads = workloads;
    this.people = people;
  }

  /** Trust in workloads of the mesh, and in nobody else. */
  public static ClientTrust ofWorkloads(List<X509Certificate> mesh)
      throws GeneralSecurityException {
    return new ClientTrust(PkixTrust.of(mesh), Optional.empty());
  }

  /**
   * Trust in workloads of the mesh, and in people by a CA of their own.
   *
   * @throws GeneralSecurityException when a certificate of {@code people} is no CA's, or has to do
   *     with the mesh's CA
   */
  public static ClientTrust of(List<X509Certificate> mesh, List<X509Certificate> people)
      throws GeneralSecurityException {
    for (X509Certificate authority : people) {
      String name = authority.getSubjectX500Principal().getName();
      if (authority.getBasicConstraints() < 0) {
        throw new GeneralSecurityException(name + ": no CA's (expected: certificates of CAs)");
      }
      for (X509Certificate anchor : mesh) {
        if (isRelated(authority, anchor)) {
          throw new GeneralSecurityException(
              name + ": the mesh's own CA, or issued by it or its issuer (expected: another CA)");
        }
      }
    }
    return new ClientTrust(PkixTrust.of(mesh), Optional.of(PkixTrust.of(people)));
  }

  private static boolean isRelated(X509Certificate one, X509Certificate other) {
    return one.getPublicKey().equals(other.getPublicKey())
        || isIssuedBy(one, other)
        || isIssuedBy(other, one);
  }

  private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * What the client with {@code chain} is. Costs as much as a handshake's check.
   *
   * @throws CertificateException when the chain does not lead to exactly one of the CAs
   */
  public ClientKind kindOf(X509Certificate[] chain) throws CertificateException {
    return kindBy(manager -> manager.checkClientTrusted(chain, ANY_KEY_EXCHANGE));
  }

  private interface Check {
    void by(X509ExtendedTrustManager manager) throws CertificateException;
  }

  private ClientKind kindBy(Check check) throws CertificateException {
    Optional<CertificateException> noWorkload = failure(check, workloads);
    if (people.isEmpty()) {
      if (noWorkload.isPresent()) {
        throw noWorkload.get();
      }
      return ClientKind.WORKLOAD;
    }
    Optional<CertificateException> noPerson = failure(check, people.get());
    if (noWorkload.isPresent() && noPerson.isPresent()) {
      CertificateException neither = noWorkload.get();
      neither.addSuppressed(noPerson.get());
      throw neither;
    }
    if (noWorkload.isEmpty() && noPerson.isEmpty()) {
      throw new CertificateException(
          "chain: leads to the mesh's CA and to that of people (expected: one of them)");
    }
    return noPerson.isPresent() ? ClientKind.WORKLOAD : ClientKind.PERSON;
  }

  private static Optional<CertificateException> failure(
      Check check, X509ExtendedTrustManager manager) {
    try {
      check.by(manager);
      return Optional.empty();
    } catch (CertificateException e) {
      return Optional.of(e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    ClientKind unused = kindBy(manager -> manager.checkClientTrusted(chain, keyExchange));
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String keyExchange, @Nullable Socket socket)
      throws CertificateException {
    ClientKind unused = kindBy(manager -> manager.checkClientTrusted(chain, keyExchange, socket));
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String keyExchange, @Nullable SSLEngine engine)
      throws CertificateException {
    ClientKind unused = kindBy(manager -> manager.checkClientTrusted(chain, keyExchange, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    throw noServers();
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String keyExchange, @Nullable Socket socket)
      throws CertificateException {
    throw noServers();
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String keyExchange, @Nullable SSLEngine engine)
      throws CertificateException {
    throw noServers();
  }

  private static CertificateException noServers() {
    return new CertificateException("this trust is for clients only");
  }

  /** Named to clients, so that they can choose among their certificates. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    List<X509Certificate> issuers = new ArrayList<>(List.of(workloads.getAcceptedIssuers()));
    people.ifPresent(it -> issuers.addAll(List.of(it.getAcceptedIssuers())));
    return issuers.toArray(new X509Certificate[0]);
  }
}

package dev.weft.server.ca;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A CA of the server's own making, in PEM: a root and an intermediate.
 *
 * @param rootKey nothing is signed with it but the intermediate
 * @param key the intermediate's key
 * @param chain the intermediate and the root
 */
record CaParts(String rootKey, String root, String key, String issuer, String chain) {
  private static final Duration ROOT_LIFETIME = Duration.ofDays(3650);

  static CaParts make(String trustDomain, Instant now) throws GeneralSecurityException {
    Instant from = now.minus(CertificateAuthority.BACKDATING);
    KeyPair rootKeys = CertificateMaker.newKeys();
    X509Certificate root =
        CertificateMaker.root(rootKeys, "root " + trustDomain, from, now.plus(ROOT_LIFETIME));
    KeyPair issuerKeys = CertificateMaker.newKeys();
    X509Certificate issuer =
        CertificateMaker.intermediate(
            issuerKeys.getPublic(), "issuer " + trustDomain, root, rootKeys.getPrivate(), from);
    return new CaParts(
        Pem.write(rootKeys.getPrivate()),
        Pem.write(List.of(root)),
        Pem.write(issuerKeys.getPrivate()),
        Pem.write(List.of(issuer)),
        Pem.write(List.of(issuer, root)));
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "CaParts[" + issuer + "]";
  }
}

package dev.weft.core.identity;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the X509-SVID standard (sections 2 to 5) asks of a leaf and of a signing certificate. */
final class SvidProfile {
  private static final int URI_NAME = 6;
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;
  private static final int CRL_SIGN = 6;

  private SvidProfile() {}

  /** Checks a leaf for use as {@code role}, and returns whom it names. */
  static SpiffeId checkLeaf(X509Certificate leaf, PeerRole role) throws CertificateException {
    if (leaf.getBasicConstraints() >= 0) {
      throw new CertificateException("leaf: is a CA certificate (expected: an end entity)");
    }
    boolean[] usage = keyUsage(leaf, "leaf");
    if (!usage[DIGITAL_SIGNATURE]) {
      throw new CertificateException("leaf: key usage without digitalSignature");
    }
    if (usage[KEY_CERT_SIGN] || usage[CRL_SIGN]) {
      throw new CertificateException("leaf: key usage allows to sign certificates or CRLs");
    }
    List<String> purposes = leaf.getExtendedKeyUsage();
    if (purposes != null && !purposes.contains(role.keyPurpose())) {
      throw new CertificateException("leaf: extended key usage without " + role.keyPurposeName());
    }
    return spiffeId(leaf);
  }

  /** Checks a certificate that signs others. */
  static void checkAuthority(X509Certificate authority, String which) throws CertificateException {
    if (authority.getBasicConstraints() < 0) {
      throw new CertificateException(which + ": is no CA certificate");
    }
    if (!keyUsage(authority, which)[KEY_CERT_SIGN]) {
      throw new CertificateException(which + ": key usage without keyCertSign");
    }
  }

  private static boolean[] keyUsage(X509Certificate certificate, String which)
      throws CertificateException {
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null) {
      throw new CertificateException(which + ": no key usage extension");
    }
    return usage;
  }

  private static SpiffeId spiffeId(X509Certificate leaf) throws CertificateException {
    List<String> uris = new ArrayList<>();
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    for (List<?> name : names == null ? List.<List<?>>of() : names) {
      if (Integer.valueOf(URI_NAME).equals(name.get(0)) && name.get(1) instanceof String uri) {
        uris.add(uri);
      }
    }
    if (uris.size() != 1) {
      throw new CertificateException(
          "leaf: " + uris.size() + " URI names (expected: exactly one, the SPIFFE ID)");
    }
    try {
      return SpiffeId.parse(uris.get(0));
    } catch (IllegalArgumentException e) {
      throw new CertificateException("leaf: " + e.getMessage(), e);
    }
  }
}

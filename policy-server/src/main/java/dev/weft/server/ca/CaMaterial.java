package dev.weft.server.ca;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the CA signs with, as one whole: a rotation replaces all of it at once.
 *
 * @param key the issuing certificate's private key
 * @param issuers the issuing certificate first, then those above it, the root left out; the root
 *     alone when the root itself issues
 * @param root the trust anchor above them
 * @param roots all that are handed out as trust anchors, that one among them
 */
record CaMaterial(
    PrivateKey key, List<X509Certificate> issuers, X509Certificate root, CaRoots roots) {
  CaMaterial {
    issuers = List.copyOf(issuers);
  }

  /** The certificate whose key signs leaves. */
  X509Certificate issuer() {
    return issuers.get(0);
  }

  @Override
  public String toString() {
    return "CaMaterial[issuer=" + issuer().getSubjectX500Principal() + "]";
  }
}

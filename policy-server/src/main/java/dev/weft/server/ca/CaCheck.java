package dev.weft.server.ca;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Checks that the parts of a CA belong together and can be used. */
final class CaCheck {
  private CaCheck() {}

  /**
   * What can be signed with, of these parts.
   *
   * @param place where they were read, for messages
   * @param issuers the issuing certificate first, then those above it, the roots left out; the root
   *     alone when a root itself issues
   * @throws CaException when they cannot be used
   */
  static CaMaterial require(
      String place, PrivateKey key, List<X509Certificate> issuers, CaRoots roots, Instant now)
      throws CaException {
    X509Certificate root = roots.above(place, issuers.get(issuers.size() - 1), now);
    CaMaterial material = new CaMaterial(key, issuers, root, roots);
    requireChain(place, material.issuers(), material.root(), now);
    requireKey(place, material.issuer().getPublicKey(), material.key());
    return material;
  }

  private static void requireChain(
      String place, List<X509Certificate> issuers, X509Certificate root, Instant now)
      throws CaException {
    for (int i = 0; i < issuers.size(); i++) {
      X509Certificate certificate = issuers.get(i);
      X509Certificate above = i + 1 < issuers.size() ? issuers.get(i + 1) : root;
      String subject = certificate.getSubjectX500Principal().getName();
      if (certificate.getBasicConstraints() < 0) {
        throw new CaException(place + ": " + subject + " is no CA (expected: basicConstraints CA)");
      }
      try {
        certificate.checkValidity(java.util.Date.from(now));
        certificate.verify(above.getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new CaException(
            place
                + ": "
                + subject
                + " cannot be used (expected: in date, and signed by "
                + above.getSubjectX500Principal().getName()
                + ")",
            e);
      }
    }
  }

  private static void requireKey(String place, PublicKey publicKey, PrivateKey key)
      throws CaException {
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    byte[] probe = "weft".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new CaException(place + ": ca-key.pem cannot sign for ca-cert.pem", e);
    }
    throw new CaException(place + ": ca-key.pem is not the key of ca-cert.pem");
  }
}

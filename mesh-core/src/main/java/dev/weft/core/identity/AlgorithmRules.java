package dev.weft.core.identity;

import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;

/**
 * The signature algorithms and keys that a certificate may have. Stated here, because the JDK's own
 * list is a security property that an application may have changed.
 */
final class AlgorithmRules {
  private static final Set<String> SIGNATURES =
      Set.of(
          "1.2.840.10045.4.3.2", // ECDSA with SHA-256, SHA-384, SHA-512
          "1.2.840.10045.4.3.3",
          "1.2.840.10045.4.3.4",
          "1.2.840.113549.1.1.11", // RSA PKCS#1 with SHA-256, SHA-384, SHA-512
          "1.2.840.113549.1.1.12",
          "1.2.840.113549.1.1.13",
          "1.3.101.112"); // Ed25519

  private AlgorithmRules() {}

  /** Checks how {@code certificate} was signed, and its key. */
  static void check(X509Certificate certificate, String which) throws CertificateException {
    if (!SIGNATURES.contains(certificate.getSigAlgOID())) {
      throw new CertificateException(
          which
              + ": signed with "
              + certificate.getSigAlgName()
              + " (expected: ECDSA or RSA with SHA-256 or better, or Ed25519)");
    }
    checkKey(certificate, which);
  }

  /** Checks the key alone: nobody verifies the signature of a trust anchor. */
  static void checkKey(X509Certificate certificate, String which) throws CertificateException {
    PublicKey key = certificate.getPublicKey();
    if (key instanceof ECPublicKey ec) {
      requireSize(which, "EC", ec.getParams().getCurve().getField().getFieldSize(), 256, 521);
    } else if (key instanceof RSAPublicKey rsa) {
      requireSize(which, "RSA", rsa.getModulus().bitLength(), 2048, 8192);
    } else if (!(key instanceof EdECPublicKey)) {
      throw new CertificateException(
          which + ": key of kind " + key.getAlgorithm() + " (expected: EC, RSA or EdDSA)");
    }
  }

  private static void requireSize(String which, String kind, int bits, int min, int max)
      throws CertificateException {
    if (bits < min || bits > max) {
      throw new CertificateException(
          which + ": " + kind + " key of " + bits + " bits (expected: " + min + " to " + max + ")");
    }
  }
}

package dev.weft.core.token;

import dev.weft.core.identity.JdkProviders;
import dev.weft.core.identity.JdkProviders.SignatureKind;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms that are taken (RFC 7518 section 3, RFC 8037). {@code none} and those
 * with a shared secret are not among them: with a public key for a secret anybody could sign.
 */
public enum JwsAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  RS256("RS256", "SHA256withRSA", SignatureKind.RSA, 0),
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  RS384("RS384", "SHA384withRSA", SignatureKind.RSA, 0),
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  RS512("RS512", "SHA512withRSA", SignatureKind.RSA, 0),
  /** RSASSA-PSS with SHA-256. */
  PS256("PS256", "RSASSA-PSS", SignatureKind.RSA, 256),
  /** RSASSA-PSS with SHA-384. */
  PS384("PS384", "RSASSA-PSS", SignatureKind.RSA, 384),
  /** RSASSA-PSS with SHA-512. */
  PS512("PS512", "RSASSA-PSS", SignatureKind.RSA, 512),
  /** ECDSA on P-256 with SHA-256. */
  ES256("ES256", "SHA256withECDSAinP1363Format", SignatureKind.CURVE, 256),
  /** ECDSA on P-384 with SHA-384. */
  ES384("ES384", "SHA384withECDSAinP1363Format", SignatureKind.CURVE, 384),
  /** ECDSA on P-521 with SHA-512. */
  ES512("ES512", "SHA512withECDSAinP1363Format", SignatureKind.CURVE, 521),
  /** Ed25519. */
  EDDSA("EdDSA", "Ed25519", SignatureKind.CURVE, 0);

  private static final JwsAlgorithm[] ALL = values();

  /** RFC 8032 section 5.1.6, in bytes. */
  private static final int ED25519_SIGNATURE = 64;

  private final String code;
  private final String jdkName;
  private final SignatureKind kind;

  /** The digest's size for PSS, the curve's for ECDSA, in bits. */
  private final int bits;

  JwsAlgorithm(String code, String jdkName, SignatureKind kind, int bits) {
    this.code = code;
    this.jdkName = jdkName;
    this.kind = kind;
    this.bits = bits;
  }

  /** The algorithm that {@code alg} names, exactly; null when it is none that is taken. */
  static @Nullable JwsAlgorithm of(String alg) {
    for (JwsAlgorithm algorithm : ALL) {
      if (algorithm.code.equals(alg)) {
        return algorithm;
      }
    }
    return null;
  }

  /** The name, as tokens and keys have it. */
  public String code() {
    return code;
  }

  /** Whether a key of {@code key}'s kind, and curve, is one of this algorithm. */
  boolean fits(PublicKey key) {
    if (kind == SignatureKind.RSA) {
      return key instanceof RSAPublicKey;
    }
    return this == EDDSA
        ? key instanceof EdECPublicKey
        : key instanceof ECPublicKey ec
            && ec.getParams().getCurve().getField().getFieldSize() == bits;
  }

  /** Whether {@code signature} is {@code key}'s over {@code signed}. */
  boolean verify(PublicKey key, byte[] signed, byte[] signature) throws GeneralSecurityException {
    if (key instanceof ECPublicKey && !isEcSignature(signature)) {
      return false;
    }
    if (this == EDDSA && signature.length != ED25519_SIGNATURE) {
      // The JDK takes one with zeros behind it, too.
      return false;
    }
    Signature verifier = JdkProviders.signature(jdkName, kind);
    if (jdkName.equals("RSASSA-PSS")) {
      String digest = "SHA-" + bits;
      verifier.setParameter(
          new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), bits / 8, 1));
    }
    verifier.initVerify(key);
    verifier.update(signed);
    return verifier.verify(signature);
  }

  /** RFC 7518 section 3.4: both numbers in full length, and neither may be zero. */
  private boolean isEcSignature(byte[] signature) {
    int length = (bits + 7) / 8;
    return signature.length == 2 * length
        && !isZero(signature, 0, length)
        && !isZero(signature, length, 2 * length);
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      all |= bytes[i];
    }
    return all == 0;
  }
}

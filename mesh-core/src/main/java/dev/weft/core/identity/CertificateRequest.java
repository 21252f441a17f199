package dev.weft.core.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS#10 certificate request (RFC 2986) for a P-256 key, with an empty subject: the issuer names
 * the workload, the request proves possession of the key.
 */
public final class CertificateRequest {
  private static final byte[] SHA256_WITH_ECDSA =
      Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2)); // RFC 5758, section 3.2
  private static final byte[] EXTENSION_REQUEST = Der.oid(1, 2, 840, 113549, 1, 9, 14);
  private static final byte[] SUBJECT_ALT_NAME = Der.oid(2, 5, 29, 17);

  private final byte[] der;

  private CertificateRequest(byte[] der) {
    this.der = der;
  }

  /**
   * A request that leaves the name to the issuer: for a join.
   *
   * @throws GeneralSecurityException when {@code keys} cannot sign with SHA256withECDSA
   */
  public static CertificateRequest unnamed(KeyPair keys) throws GeneralSecurityException {
    return create(keys, null);
  }

  /**
   * A request for {@code id}: for a renewal.
   *
   * @throws GeneralSecurityException when {@code keys} cannot sign with SHA256withECDSA
   */
  public static CertificateRequest named(KeyPair keys, SpiffeId id)
      throws GeneralSecurityException {
    return create(keys, id);
  }

  /** The request in DER. */
  public byte[] der() {
    return der.clone();
  }

  /** The request in PEM. */
  public String pem() {
    return Pem.write("CERTIFICATE REQUEST", der);
  }

  private static CertificateRequest create(KeyPair keys, @Nullable SpiffeId id)
      throws GeneralSecurityException {
    byte[] info =
        Der.sequence(
            Der.zero(), // version 1
            Der.sequence(), // subject
            keys.getPublic().getEncoded(),
            id == null ? Der.context(0) : Der.context(0, extensionRequest(id)));
    return new CertificateRequest(
        Der.sequence(info, SHA256_WITH_ECDSA, Der.bitString(sign(keys.getPrivate(), info))));
  }

  /** RFC 2985, section 5.4.2. The name is critical, as it must be where the subject is empty. */
  private static byte[] extensionRequest(SpiffeId id) {
    byte[] names = Der.sequence(Der.uriName(id.toString()));
    byte[] extension = Der.sequence(SUBJECT_ALT_NAME, Der.isTrue(), Der.octetString(names));
    return Der.sequence(EXTENSION_REQUEST, Der.set(Der.sequence(extension)));
  }

  private static byte[] sign(PrivateKey key, byte[] info) throws GeneralSecurityException {
    Signature signature = JdkProviders.ecdsaWithSha256();
    signature.initSign(key);
    signature.update(info);
    return signature.sign();
  }
}

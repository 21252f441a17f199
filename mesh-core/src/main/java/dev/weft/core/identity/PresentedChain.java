package dev.weft.core.identity;

import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that a peer presented, as the bytes that came: two are equal when every byte of
 * them is. Immutable, if nobody changes what it was made of.
 */
public final class PresentedChain {
  private final byte[][] der;
  private final int hash;

  private PresentedChain(byte[][] der) {
    this.der = der;
    this.hash = Arrays.deepHashCode(der);
  }

  /**
   * Of what came over the wire.
   *
   * @param der the leaf first; the array is kept
   * @throws CertificateException when there are none, or too many
   */
  public static PresentedChain of(byte[][] der) throws CertificateException {
    checkLength(der.length);
    return new PresentedChain(der);
  }

  /**
   * Of certificates that were read already.
   *
   * @throws CertificateException as above
   */
  public static PresentedChain of(List<X509Certificate> chain) throws CertificateException {
    checkLength(chain.size());
    byte[][] der = new byte[chain.size()][];
    for (int i = 0; i < der.length; i++) {
      try {
        der[i] = chain.get(i).getEncoded();
      } catch (CertificateEncodingException e) {
        throw new CertificateException("certificate " + i + ": cannot be encoded", e);
      }
    }
    return new PresentedChain(der);
  }

  /** Refuses a chain of no certificates, and one that would be work to check. */
  static void checkLength(int size) throws CertificateException {
    if (size == 0 || size > PeerVerifier.MAX_CHAIN) {
      throw new CertificateException(
          "chain: " + size + " certificates (expected: 1 to " + PeerVerifier.MAX_CHAIN + ")");
    }
  }

  /**
   * Reads them.
   *
   * @throws CertificateException when one is malformed
   */
  public List<X509Certificate> certificates() throws CertificateException {
    List<X509Certificate> certificates = new ArrayList<>(der.length);
    for (byte[] one : der) {
      certificates.add(Pem.certificate(one));
    }
    return certificates;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PresentedChain chain
        && chain.hash == hash
        && Arrays.deepEquals(chain.der, der);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}

package dev.weft.core.identity;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a CA's SubjectPublicKeyInfo, in base64url without padding: a CA named by its key,
 * as in RFC 7469, section 2.4.
 */
public record CaPin(String value) {
  public CaPin {
    if (!Base64UrlBytes.is32Bytes(value)) {
      throw new IllegalArgumentException("CA pin: malformed (expected: 32 bytes in base64url)");
    }
  }

  // By hand: the first generated equals of a JVM costs its start some 20 ms of method handles.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CaPin pin && pin.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /**
   * The pin of {@code certificate}'s key.
   *
   * @throws GeneralSecurityException when this JVM has no SHA-256
   */
  public static CaPin of(X509Certificate certificate) throws GeneralSecurityException {
    MessageDigest digest = JdkProviders.sha256();
    byte[] hash = digest.digest(certificate.getPublicKey().getEncoded());
    return new CaPin(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }
}

package dev.weft.core.control;

import dev.weft.core.identity.PolicyServerVerifier;
import dev.weft.core.identity.SpiffeId;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies the server of one connection, and remembers why it was refused. */
final class ServerCheck implements PolicyServerVerifier {
  private final PolicyServerVerifier verifier;
  private volatile @Nullable CertificateException refusal;

  ServerCheck(PolicyServerVerifier verifier) {
    this.verifier = verifier;
  }

  /** Why the server was refused, or null when it was not. */
  @Nullable CertificateException refusal() {
    return refusal;
  }

  @Override
  public SpiffeId verify(List<X509Certificate> chain) throws CertificateException {
    try {
      return verifier.verify(chain);
    } catch (CertificateException e) {
      refusal = e;
      throw e;
    }
  }
}

package dev.weft.server.ca;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A certificate just issued.
 *
 * @param chain the leaf first, then what stands between it and the root
 */
public record IssuedCertificate(List<X509Certificate> chain) {
  /** The certificate itself. */
  public X509Certificate leaf() {
    return chain.get(0);
  }

  /** When it ends. */
  public Instant expires() {
    return leaf().getNotAfter().toInstant();
  }
}

package dev.weft.core.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * An X.509-SVID with its private key: what a workload proves its identity with. The key lives in
 * this process only; no text form of this class shows it.
 *
 * @param id who
 * @param key the leaf's private key
 * @param chain the certificates to present, leaf first, without the root
 */
public record Svid(SpiffeId id, PrivateKey key, List<X509Certificate> chain) {
  public Svid {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain: empty (expected: a leaf at least)");
    }
  }

  /** The certificate that names the workload. */
  public X509Certificate leaf() {
    return chain.get(0);
  }

  /** The moment from which no peer accepts this SVID: the earliest end of its chain. */
  public Instant expires() {
    Instant earliest = leaf().getNotAfter().toInstant();
    for (X509Certificate certificate : chain) {
      Instant end = certificate.getNotAfter().toInstant();
      earliest = end.isBefore(earliest) ? end : earliest;
    }
    return earliest;
  }

  @Override
  public String toString() {
    return "Svid[" + id + ", serial " + leaf().getSerialNumber() + ", expires " + expires() + "]";
  }
}

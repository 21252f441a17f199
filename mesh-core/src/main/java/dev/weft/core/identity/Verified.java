package dev.weft.core.identity;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a chain proved.
 *
 * @param id who
 * @param from the first moment at which all its certificates are valid, the root's included
 * @param until the last one
 */
record Verified(SpiffeId id, Instant from, Instant until) {
  static Verified of(SpiffeId id, List<X509Certificate> path, X509Certificate root) {
    Instant from = root.getNotBefore().toInstant();
    Instant until = root.getNotAfter().toInstant();
    for (X509Certificate certificate : path) {
      Instant begin = certificate.getNotBefore().toInstant();
      Instant end = certificate.getNotAfter().toInstant();
      from = begin.isAfter(from) ? begin : from;
      until = end.isBefore(until) ? end : until;
    }
    return new Verified(id, from, until);
  }

  boolean holdsAt(Instant now) {
    return !now.isBefore(from) && !now.isAfter(until);
  }
}

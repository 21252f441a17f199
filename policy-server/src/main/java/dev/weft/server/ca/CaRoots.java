package dev.weft.server.ca;

import dev.weft.core.identity.TrustBundle;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The roots that vouch for the mesh: one, or several while one takes another's place.
 *
 * @param all in the order in which they are handed out, none of them twice
 */
record CaRoots(List<X509Certificate> all) {
  private static final String NAME_CONSTRAINTS = "2.5.29.30";

  CaRoots {
    all = List.copyOf(all);
  }

  /**
   * The roots among {@code found}, which are all there is in one place. Dates play no part here: a
   * root that is out of date vouches for nobody, and must not keep the server from starting.
   *
   * @throws CaException when those who get them would refuse them
   */
  static CaRoots of(String place, List<X509Certificate> found) throws CaException {
    Set<X509Certificate> roots = new LinkedHashSet<>(found);
    if (roots.size() > TrustBundle.MAX_ROOTS) {
      throw new CaException(
          place + ": " + roots.size() + " roots (expected: 1 to " + TrustBundle.MAX_ROOTS + ")");
    }
    for (X509Certificate root : roots) {
      if (root.getBasicConstraints() < 0) {
        throw new CaException(
            place + ": " + name(root) + " is no CA (expected: basicConstraints CA)");
      }
      if (root.getExtensionValue(NAME_CONSTRAINTS) != null) {
        throw new CaException(
            place
                + ": "
                + name(root)
                + " has name constraints (expected: them on an intermediate)");
      }
    }
    return new CaRoots(List.copyOf(roots));
  }

  /**
   * The root above {@code top}, or {@code top} when it is a root itself.
   *
   * @throws CaException when there is none that is in date
   */
  X509Certificate above(String place, X509Certificate top, Instant now) throws CaException {
    if (all.contains(top)) {
      return top;
    }
    for (X509Certificate root : all) {
      if (isInDate(root, now) && isIssuer(root, top)) {
        return root;
      }
    }
    throw new CaException(
        place
            + ": "
            + name(top)
            + " cannot be used (expected: signed by "
            + String.join(" or ", all.stream().map(CaRoots::name).toList())
            + ", in date)");
  }

  private static boolean isInDate(X509Certificate root, Instant now) {
    try {
      root.checkValidity(Date.from(now));
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private static boolean isIssuer(X509Certificate root, X509Certificate certificate) {
    if (!certificate.getIssuerX500Principal().equals(root.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(root.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false; // The next root may have the same name and another key.
    }
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}

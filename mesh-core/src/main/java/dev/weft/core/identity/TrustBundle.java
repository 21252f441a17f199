package dev.weft.core.identity;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The roots that vouch for one trust domain. Two while a root is being replaced.
 *
 * @param trustDomain the trust domain
 * @param roots its root certificates: one at least, CA certificates all
 */
public record TrustBundle(String trustDomain, List<X509Certificate> roots) {
  /** Most roots in one bundle. */
  public static final int MAX_ROOTS = 16;

  private static final String NAME_CONSTRAINTS = "2.5.29.30";

  public TrustBundle {
    roots = List.copyOf(roots);
    if (roots.isEmpty() || roots.size() > MAX_ROOTS) {
      throw new IllegalArgumentException(
          "trust bundle: " + roots.size() + " roots (expected: 1 to " + MAX_ROOTS + ")");
    }
    for (X509Certificate root : roots) {
      if (root.getBasicConstraints() < 0) {
        throw new IllegalArgumentException(
            "trust bundle: root with serial " + root.getSerialNumber() + " is no CA certificate");
      }
      if (root.getExtensionValue(NAME_CONSTRAINTS) != null) {
        // Path validation does not look at the constraints of a trust anchor (RFC 5280, 6.1.1).
        throw new IllegalArgumentException(
            "trust bundle: root with serial "
                + root.getSerialNumber()
                + " has name constraints (expected: them on an intermediate)");
      }
    }
  }

  @Override
  public String toString() {
    return "TrustBundle[" + trustDomain + ", " + roots.size() + " roots]";
  }

  // By hand: the first generated equals of a JVM costs its start some 20 ms of method handles.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TrustBundle bundle
        && bundle.trustDomain.equals(trustDomain)
        && bundle.roots.equals(roots);
  }

  @Override
  public int hashCode() {
    return 31 * trustDomain.hashCode() + roots.hashCode();
  }
}

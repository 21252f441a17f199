package dev.weft.core.identity;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the certificate chain that a peer presented: X509-SVID standard, section 5, on top of PKIX
 * (RFC 5280, section 6) without revocation: leaves are short-lived. Host names play no part. A
 * chain that was verified is known again, until the first of its certificates expires. Safe for any
 * thread.
 */
public final class PeerVerifier {
  /** Most certificates that a peer may present, its root included. */
  static final int MAX_CHAIN = 5;

  private static volatile @Nullable PeerVerifier last;

  private final TrustBundle bundle;
  private final InstantSource clock;
  private final Set<TrustAnchor> anchors;
  private final VerifiedChains verified = new VerifiedChains();

  /** A verifier against {@code bundle}; {@code clock} says what is expired. */
  public PeerVerifier(TrustBundle bundle, InstantSource clock) {
    this.bundle = bundle;
    this.clock = clock;
    Set<TrustAnchor> roots = new HashSet<>();
    for (X509Certificate root : bundle.roots()) {
      roots.add(new TrustAnchor(root, null));
    }
    this.anchors = Set.copyOf(roots);
  }

  /**
   * A verifier against {@code bundle} that goes on with what it has verified before, as long as all
   * who ask have one bundle in common.
   */
  public static PeerVerifier shared(TrustBundle bundle, InstantSource clock) {
    PeerVerifier known = last;
    if (known != null && known.bundle.equals(bundle) && known.clock.equals(clock)) {
      return known;
    }
    PeerVerifier made = new PeerVerifier(bundle, clock);
    last = made;
    return made;
  }

  /**
   * Who the peer is.
   *
   * @param chain as presented: the leaf first, each next certificate the issuer of the one before
   * @param role the side that the peer is on
   * @throws CertificateException when the peer is not to be trusted; the message says why
   */
  public SpiffeId verify(PresentedChain chain, PeerRole role) throws CertificateException {
    Instant now = clock.instant();
    SpiffeId known = verified.find(chain, role, now);
    if (known != null) {
      return known;
    }
    Verified found = verify(chain.certificates(), List.of(role), now);
    verified.add(chain, role, found, now);
    return found.id();
  }

  /**
   * The same chain as {@code chain}, which {@link #verify} found good, to be kept for long: one
   * that others have shown too, so that connections with one peer have its bytes in common.
   */
  public PresentedChain kept(PresentedChain chain, PeerRole role) {
    return verified.kept(chain, role);
  }

  /** How many chains are known. */
  int known() {
    return verified.size();
  }

  /** As {@link #verify(PresentedChain, PeerRole)}, of certificates that were read already. */
  public SpiffeId verify(List<X509Certificate> chain, PeerRole role) throws CertificateException {
    return verify(PresentedChain.of(chain), role);
  }

  /**
   * Who the peer is that is to be on any of several sides.
   *
   * @param chain the leaf first
   * @param roles the sides; one at least
   * @throws CertificateException when the peer is not to be trusted on one of them
   */
  public SpiffeId verify(List<X509Certificate> chain, List<PeerRole> roles)
      throws CertificateException {
    return verify(chain, roles, clock.instant()).id();
  }

  private Verified verify(List<X509Certificate> chain, List<PeerRole> roles, Instant now)
      throws CertificateException {
    PresentedChain.checkLength(chain.size());
    SpiffeId id = SvidProfile.checkLeaf(chain.get(0), roles.get(0));
    for (PeerRole other : roles.subList(1, roles.size())) {
      SvidProfile.checkLeaf(chain.get(0), other);
    }
    if (!id.trustDomain().equals(bundle.trustDomain())) {
      throw new CertificateException(
          "trust domain: " + id.trustDomain() + " (expected: " + bundle.trustDomain() + ")");
    }
    List<X509Certificate> path = withoutRoots(chain);
    for (int i = 0; i < path.size(); i++) {
      String which = i == 0 ? "leaf" : "intermediate " + i;
      AlgorithmRules.check(path.get(i), which);
      checkValidity(path.get(i), which, now);
      if (i > 0) {
        SvidProfile.checkAuthority(path.get(i), which);
      }
    }
    X509Certificate root = validate(path, now);
    checkAnchor(root, path, now);
    return Verified.of(id, path, root);
  }

  /** The chain up to the first certificate that is a root of the bundle. */
  private List<X509Certificate> withoutRoots(List<X509Certificate> chain) {
    for (int i = 1; i < chain.size(); i++) {
      if (bundle.roots().contains(chain.get(i))) {
        return chain.subList(0, i);
      }
    }
    return chain;
  }

  private X509Certificate validate(List<X509Certificate> path, Instant now)
      throws CertificateException {
    try {
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      PKIXCertPathValidatorResult result =
          (PKIXCertPathValidatorResult)
              JdkProviders.pkix()
                  .validate(JdkProviders.certificates().generateCertPath(path), parameters);
      return result.getTrustAnchor().getTrustedCert();
    } catch (CertPathValidatorException e) {
      throw new CertificateException(
          "chain: "
              + e.getMessage()
              + " ("
              + e.getReason()
              + (e.getIndex() < 0 ? "" : ", certificate " + e.getIndex())
              + "), against the "
              + bundle.roots().size()
              + " roots of "
              + bundle.trustDomain(),
          e);
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new CertificateException("chain: cannot be checked: " + e.getMessage(), e);
    }
  }

  /** PKIX takes a trust anchor as given: its dates, key and path length are checked here. */
  private static void checkAnchor(X509Certificate root, List<X509Certificate> path, Instant now)
      throws CertificateException {
    checkValidity(root, "root", now);
    AlgorithmRules.checkKey(root, "root");
    SvidProfile.checkAuthority(root, "root");
    if (path.size() - 1 > root.getBasicConstraints()) {
      throw new CertificateException(
          "root: "
              + (path.size() - 1)
              + " intermediates below it (expected: at most "
              + root.getBasicConstraints()
              + ")");
    }
  }

  private static void checkValidity(X509Certificate certificate, String which, Instant now)
      throws CertificateException {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isBefore(from)) {
      throw new CertificateException(
          which + ": not valid before " + from + ", and this machine's clock says " + now);
    }
    if (now.isAfter(until)) {
      throw new CertificateException(
          which + ": expired at " + until + ", and this machine's clock says " + now);
    }
  }
}

package dev.weft.core.identity;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/**
 * Checks the policy server at the join, when all that is known is the pin of its CA: the chain must
 * lead to a presented certificate with a pinned key, and its leaf must name the policy server of
 * its own trust domain. Immutable, and safe for any thread.
 */
public final class PinnedServerVerifier implements PolicyServerVerifier {
  private final List<CaPin> pins;
  private final InstantSource clock;

  /** A verifier that trusts the CA with one of {@code pins}, and nothing else. */
  public PinnedServerVerifier(List<CaPin> pins, InstantSource clock) {
    this.pins = List.copyOf(pins);
    this.clock = clock;
  }

  @Override
  public SpiffeId verify(List<X509Certificate> chain) throws CertificateException {
    PresentedChain.checkLength(chain.size());
    X509Certificate root = pinned(chain);
    SvidProfile.checkAuthority(root, "pinned CA");
    String trustDomain = SvidProfile.checkLeaf(chain.get(0), PeerRole.SERVER).trustDomain();
    // Most often the mesh has that bundle, and the server is known again after the join.
    PeerVerifier verifier = PeerVerifier.shared(bundle(trustDomain, root), clock);
    return PolicyServerVerifier.requirePolicyServer(verifier.verify(chain, PeerRole.SERVER));
  }

  private static TrustBundle bundle(String trustDomain, X509Certificate root)
      throws CertificateException {
    try {
      return new TrustBundle(trustDomain, List.of(root));
    } catch (IllegalArgumentException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  private X509Certificate pinned(List<X509Certificate> chain) throws CertificateException {
    try {
      for (X509Certificate certificate : chain) {
        if (pins.contains(CaPin.of(certificate))) {
          return certificate;
        }
      }
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new CertificateException("CA pin: cannot be checked: " + e.getMessage(), e);
    }
    throw new CertificateException(
        "CA pin: no certificate of the policy server's chain has the pinned key (expected: "
            + String.join(" or ", pins.stream().map(CaPin::value).toList())
            + "); either this is not the policy server that was meant, or its CA was replaced: make"
            + " a new token, or name the new CA");
  }
}

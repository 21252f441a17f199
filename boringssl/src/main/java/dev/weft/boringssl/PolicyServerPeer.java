package dev.weft.boringssl;

import dev.weft.core.identity.PolicyServerVerifier;
import dev.weft.core.identity.PresentedChain;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** The policy server, as a verifier knows it. */
final class PolicyServerPeer implements PeerCheck {
  static final String PROTOCOL = "http/1.1";

  private final PolicyServerVerifier verifier;
  private boolean accepted;
  private @Nullable String refusal;

  PolicyServerPeer(PolicyServerVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public boolean accepts(byte[][] chain) {
    try {
      var unused = verifier.verify(PresentedChain.of(chain).certificates());
      accepted = true;
    } catch (CertificateException e) {
      refusal = e.getMessage();
    }
    return accepted;
  }

  /** A server that knows of no other protocol need not name this one. */
  @Override
  public boolean goesOnWith(@Nullable String protocol) {
    return protocol == null || protocol.equals(PROTOCOL);
  }

  @Override
  public boolean hasAccepted() {
    return accepted;
  }

  @Override
  public @Nullable String refusal() {
    return refusal;
  }
}

package dev.weft.core.control;

import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.PeerVerifier;
import dev.weft.core.identity.PinnedServerVerifier;
import dev.weft.core.identity.PolicyServerVerifier;
import dev.weft.core.identity.Svid;
import dev.weft.core.identity.TrustBundle;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this side shows and trusts on a connection to the policy server. Compared by identity: a
 * connection made with other credentials is not used again.
 */
final class TlsCredentials {
  private final @Nullable Svid svid;
  private final PolicyServerVerifier verifier;

  private TlsCredentials(@Nullable Svid svid, PolicyServerVerifier verifier) {
    this.svid = svid;
    this.verifier = verifier;
  }

  /** For the first join: no certificate, and the server is known by one of its CA's pins. */
  static TlsCredentials pinned(List<CaPin> pins, InstantSource clock) {
    return new TlsCredentials(null, new PinnedServerVerifier(pins, clock));
  }

  /** For a later join: no certificate, and the server is known by the bundle. */
  static TlsCredentials anonymous(TrustBundle bundle, InstantSource clock) {
    return new TlsCredentials(null, trusting(bundle, clock));
  }

  /** For everything else. */
  static TlsCredentials of(Identity identity, InstantSource clock) {
    return new TlsCredentials(identity.svid(), trusting(identity.bundle(), clock));
  }

  private static PolicyServerVerifier trusting(TrustBundle bundle, InstantSource clock) {
    return PolicyServerVerifier.trusting(PeerVerifier.shared(bundle, clock));
  }

  /**
   * Puts TLS on {@code raw}, and returns when the server is verified.
   *
   * @throws ControlException when the server is not the policy server
   * @throws IOException when the handshake fails otherwise
   */
  ControlStream handshake(ControlTls tls, Socket raw, ServerAddress server) throws IOException {
    ServerCheck check = new ServerCheck(verifier);
    try {
      return tls.handshake(raw, server.host(), server.port(), svid, check);
    } catch (IOException e) {
      CertificateException refusal = check.refusal();
      if (refusal != null) {
        throw new ControlException(
            ControlFailure.UNTRUSTED_SERVER,
            "policy server: not trusted: " + refusal.getMessage(),
            e);
      }
      throw e;
    }
  }
}

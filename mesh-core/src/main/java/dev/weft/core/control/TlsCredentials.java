package dev.weft.core.control;

import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.JdkProviders;
import dev.weft.core.identity.PeerVerifier;
import dev.weft.core.identity.PinnedServerVerifier;
import dev.weft.core.identity.PolicyServerVerifier;
import dev.weft.core.identity.Svid;
import dev.weft.core.identity.TrustBundle;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What this side shows and trusts on a connection to the policy server. Compared by identity: a
 * connection made with other credentials is not used again.
 */
final class TlsCredentials {
  private static final String[] PROTOCOLS = {"TLSv1.3"};
  private static final String[] SUITES = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };
  private static final String[] ALPN = {"http/1.1"};

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
    return PolicyServerVerifier.trusting(new PeerVerifier(bundle, clock));
  }

  /**
   * Puts TLS on {@code raw}, and returns when the server is verified.
   *
   * @throws ControlException when the server is not the policy server
   * @throws IOException when the handshake fails otherwise
   */
  SSLSocket handshake(Socket raw, ServerAddress server) throws IOException {
    ServerTrustManager trust = new ServerTrustManager(verifier);
    SSLSocket socket = socket(raw, server, trust);
    socket.setSSLParameters(restrict(socket.getSSLParameters()));
    try {
      socket.startHandshake();
    } catch (IOException e) {
      if (trust.refusal() != null) {
        throw new ControlException(
            ControlFailure.UNTRUSTED_SERVER,
            "policy server: not trusted: " + trust.refusal().getMessage(),
            e);
      }
      throw e;
    }
    return socket;
  }

  /** Leaves in {@code parameters} what is spoken with the policy server. */
  static SSLParameters restrict(SSLParameters parameters) {
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(SUITES);
    parameters.setApplicationProtocols(ALPN);
    parameters.setAlgorithmConstraints(P256Exchange.ONLY);
    return parameters;
  }

  /** A context of its own for each connection: a resumed session would skip the checks. */
  private SSLSocket socket(Socket raw, ServerAddress server, ServerTrustManager trust)
      throws IOException {
    try {
      SSLContext context = JdkProviders.tlsContext();
      context.init(new KeyManager[] {new SvidKeyManager(svid)}, new TrustManager[] {trust}, null);
      return (SSLSocket)
          context.getSocketFactory().createSocket(raw, server.host(), server.port(), true);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }
}

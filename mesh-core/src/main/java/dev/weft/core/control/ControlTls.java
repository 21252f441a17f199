package dev.weft.core.control;

import dev.weft.core.identity.PolicyServerVerifier;
import dev.weft.core.identity.Svid;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Whose TLS the connections to the policy server have: TLS 1.3 (RFC 8446) that names {@code
 * http/1.1} by ALPN (RFC 7301), and never resumes a session, for which nobody would be verified.
 * Safe for any thread.
 */
public interface ControlTls {
  /** The JDK's. */
  static ControlTls jdk() {
    return JdkControlTls.INSTANCE;
  }

  /**
   * Puts TLS on {@code raw}, as the client, and returns when the server is verified. Blocks.
   *
   * @param raw connected; closed by the caller in any case, which ends what waits
   * @param host whom it is connected to; a name is told to the server (RFC 6066, section 3)
   * @param shown the SVID for a server that asks for one; null for none
   * @param server asked about the chain that the server shows, before anything else is said
   * @throws IOException when the handshake fails
   */
  ControlStream handshake(
      Socket raw, String host, int port, @Nullable Svid shown, PolicyServerVerifier server)
      throws IOException;
}

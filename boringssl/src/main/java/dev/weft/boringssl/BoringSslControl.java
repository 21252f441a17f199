package dev.weft.boringssl;

import dev.weft.core.control.ControlStream;
import dev.weft.core.control.ControlTls;
import dev.weft.core.identity.PolicyServerVerifier;
import dev.weft.core.identity.Svid;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * TLS with the policy server by BoringSSL, which has nothing to be compiled when a program starts.
 */
final class BoringSslControl implements ControlTls {
  private final NativeAccess access;

  BoringSslControl(NativeAccess access) {
    this.access = access;
  }

  @Override
  public ControlStream handshake(
      Socket raw, String host, int port, @Nullable Svid shown, PolicyServerVerifier server)
      throws IOException {
    BoringSslEngine engine = engine(shown, server, host);
    BlockingStream stream = new BlockingStream(engine, raw);
    try {
      stream.handshake();
      return stream;
    } catch (IOException | RuntimeException e) {
      stream.release();
      throw e;
    }
  }

  private BoringSslEngine engine(@Nullable Svid shown, PolicyServerVerifier server, String host)
      throws IOException {
    try {
      SvidContext context = new SvidContext(shown, true, PolicyServerPeer.PROTOCOL);
      PeerCheck peer = new PolicyServerPeer(server);
      return new BoringSslEngine(context, true, peer, isName(host) ? host : null, access);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /** Whether {@code host} is what RFC 6066, section 3, has told: a qualified name, no address. */
  private static boolean isName(String host) {
    int last = host.lastIndexOf('.');
    return last > 0
        && last < host.length() - 1
        && host.indexOf(':') < 0
        && !Character.isDigit(host.charAt(last + 1));
  }
}

package dev.weft.it.refusals;

import dev.weft.it.harness.Credentials;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestCa;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Speaks TLS over a socket by the JDK's own means, with whatever it is given to show. */
final class Hand {
  /** The CA of the mesh, which signs whatever a test wants. */
  static final TestCa CA = new TestCa("weft.local");

  /** Who the stranger says to be. */
  static final String CLIENT = "spiffe://weft.local/ns/front/sa/client";

  /** Whom the directory names for the test's own port. */
  static final String SERVER = "spiffe://weft.local/ns/back/sa/echo";

  /** The protocol by which members of the mesh know each other. */
  static final String MESH = "weft/1";

  private static final Duration HOUR = Duration.ofHours(1);

  private Hand() {}

  /** Shows {@code id}, signed by the mesh's CA, in TLS of the mesh's kind. */
  static SSLSocket shows(Socket socket, boolean asServer, String id) throws Exception {
    return over(socket, asServer, CA.svid(id), MESH);
  }

  /** The same identity, by the mesh's CA, when its time is over. */
  static Credentials expired(String id) {
    return CA.svid(id, Instant.now().minus(HOUR.multipliedBy(2)), Instant.now().minus(HOUR));
  }

  /** The same identity, by the mesh's CA, before its time. */
  static Credentials early(String id) {
    return CA.svid(id, Instant.now().plus(HOUR), Instant.now().plus(HOUR.multipliedBy(2)));
  }

  /** Shows the same identity by another CA, and trusts the mesh: the other end alone can refuse. */
  static Credentials forged(String id) {
    Credentials stranger = new TestCa("weft.local").svid(id);
    return new Credentials(stranger.key(), stranger.chain(), CA.svid(id).roots());
  }

  /** TLS over {@code socket}; the handshake is to come. */
  static SSLSocket over(Socket socket, boolean asServer, Credentials credentials, String alpn)
      throws Exception {
    SSLSocket tls =
        (SSLSocket)
            credentials
                .context()
                .getSocketFactory()
                .createSocket(socket, "127.0.0.1", socket.getPort(), true);
    tls.setUseClientMode(!asServer);
    tls.setNeedClientAuth(asServer);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {alpn});
    tls.setSSLParameters(parameters);
    tls.setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
    return tls;
  }

  /** Shakes hands, as far as the other end lets it, and waits until that has ended it. */
  static void shake(SSLSocket tls) {
    try {
      tls.startHandshake();
      awaitEnd(tls);
    } catch (IOException e) {
      // Refused, as it is to be.
      return;
    }
  }

  /** Reads until the other end has nothing more to say, or breaks it. */
  static void awaitEnd(Socket socket) throws IOException {
    socket.setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
    try {
      while (socket.getInputStream().read() >= 0) {
        // What is said to a stranger does not matter.
      }
    } catch (java.net.SocketException | javax.net.ssl.SSLException e) {
      // It broke the connection instead.
      return;
    }
  }
}

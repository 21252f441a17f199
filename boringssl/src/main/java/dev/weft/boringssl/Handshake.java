package dev.weft.boringssl;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Whether both sides agree, and what broke the connection if something did. Not thread-safe. */
final class Handshake {
  private final NativeConnection connection;
  private final PeerCheck peer;
  private String protocol = "";
  private boolean established;
  private boolean announced;
  private @Nullable SSLException failure;

  Handshake(NativeConnection connection, PeerCheck peer) {
    this.connection = connection;
    this.peer = peer;
  }

  /** What both sides have agreed upon by ALPN; empty for nothing, and until they have. */
  String protocol() {
    return protocol;
  }

  boolean established() {
    return established;
  }

  boolean failed() {
    return failure != null;
  }

  boolean pending() {
    return !established && failure == null;
  }

  /** True the first time that it is asked after the end of the handshake. */
  boolean announce() {
    boolean first = established && !announced;
    announced |= first;
    return first;
  }

  /** Goes on as far as what has come allows. */
  void advance() throws SSLException {
    int n = connection.shakeHands();
    if (n == 1) {
      connection.settled();
      check();
      established = true;
    } else if (connection.why(n) == NativeConnection.Why.FAILED) {
      throw fail("handshake");
    }
  }

  private void check() throws SSLException {
    String agreed = connection.protocol();
    if (!peer.goesOnWith(agreed) || !peer.hasAccepted()) {
      SSLException refused =
          new SSLHandshakeException(
              "ALPN: " + agreed + " (expected: this side's protocol, and an identity shown)");
      failure = refused;
      throw refused;
    }
    protocol = agreed == null ? "" : agreed;
  }

  /** Nothing goes on from here; {@code what} is what could not be done. */
  SSLException fail(String what) {
    String refusal = peer.refusal();
    String reason = connection.reason();
    String text = what + ": " + (refusal == null ? reason : refusal);
    SSLException cause = established ? new SSLException(text) : new SSLHandshakeException(text);
    failure = cause;
    connection.settled();
    return cause;
  }
}

package dev.weft.it.refusals;

import dev.weft.it.harness.Credentials;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** Who answers a client of the mesh and is not whom it looks for, and what the client is told. */
enum Impostor {
  PLAINTEXT(
      Row.PLAINTEXT,
      "mTLS handshake with {remote} failed: record: 27764 bytes (expected: at most 16645)",
      socket -> {
        socket.getOutputStream().write("hello\r\n".getBytes(StandardCharsets.US_ASCII));
        Hand.awaitEnd(socket);
      }),
  ANOTHER(
      Row.PEER,
      "mTLS handshake with {remote} failed: its certificate was refused: peer:"
          + " spiffe://weft.local/ns/back/sa/other (expected: [spiffe://weft.local/ns/back/sa/echo],"
          + " whom the directory names there)",
      socket -> Hand.shake(Hand.shows(socket, true, "spiffe://weft.local/ns/back/sa/other"))),
  FORGED(
      Row.PEER,
      "mTLS handshake with {remote} failed: its certificate was refused: chain: Path does not"
          + " chain with any of the trust anchors (NO_TRUST_ANCHOR), against the 1 roots of weft.local",
      socket -> Hand.shake(with(socket, Hand.forged(Hand.SERVER)))),
  OF_ANOTHER_TRUST_DOMAIN(
      Row.PEER,
      "mTLS handshake with {remote} failed: its certificate was refused: trust domain:"
          + " other.example (expected: weft.local)",
      socket -> Hand.shake(Hand.shows(socket, true, "spiffe://other.example/ns/back/sa/echo"))),
  EXPIRED(
      Row.PEER,
      "mTLS handshake with {remote} failed: its certificate was refused: leaf: expired at {time},"
          + " and this machine's clock says {time}",
      socket -> Hand.shake(with(socket, Hand.expired(Hand.SERVER)))),
  NOT_YET_VALID(
      Row.CLOCK,
      "mTLS handshake with {remote} failed: its certificate was refused: leaf: not valid before"
          + " {time}, and this machine's clock says {time}",
      socket -> Hand.shake(with(socket, Hand.early(Hand.SERVER)))),
  WITHOUT_THE_PROTOCOL(
      Row.PEER,
      "mTLS handshake with {remote} failed: handshake:"
          + " error:10000460:SSL routines:OPENSSL_internal:TLSV1_ALERT_NO_APPLICATION_PROTOCOL",
      socket -> Hand.shake(Hand.over(socket, true, Hand.CA.svid(Hand.SERVER), "http/1.1"))),
  OLD_TLS(
      Row.PEER,
      "mTLS handshake with {remote} failed: handshake:"
          + " error:1000042e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION",
      socket -> {
        SSLSocket tls = with(socket, Hand.CA.svid(Hand.SERVER));
        tls.setEnabledProtocols(new String[] {"TLSv1.2"});
        Hand.shake(tls);
      }),
  STALLS(Row.HANDSHAKE, "mTLS handshake with {remote}: not finished in 1000 ms", Hand::awaitEnd),
  LEAVES(
      Row.BREAKS_OFF,
      "mTLS handshake with {remote} failed: connection ended during the handshake",
      socket -> {
        socket.shutdownOutput();
        Hand.awaitEnd(socket);
      }),
  RESETS(
      Row.BREAKS_OFF,
      "connection with {remote} broke while it was opened: Connection reset",
      socket -> {
        if (socket.getInputStream().read() >= 0) {
          socket.setSoLinger(true, 0);
        }
        socket.close();
      }),
  REFUSES(
      Row.DENIED,
      "spiffe://weft.local/ns/back/sa/echo at {remote} refused the connection: because",
      socket -> {
        SSLSocket tls = Hand.shows(socket, true, Hand.SERVER);
        tls.getOutputStream().write(new byte[] {0, 7, 'b', 'e', 'c', 'a', 'u', 's', 'e'});
        Hand.awaitEnd(tls);
      }),
  SAYS_NO_VERDICT(
      Row.PEER,
      "spiffe://weft.local/ns/back/sa/echo at {remote}: verdict: 65535 bytes (expected: <= 1024)",
      socket -> {
        SSLSocket tls = Hand.shows(socket, true, Hand.SERVER);
        tls.getOutputStream().write(new byte[] {-1, -1});
        Hand.awaitEnd(tls);
      }),
  LEAVES_BEFORE_ITS_VERDICT(
      Row.BREAKS_OFF,
      "spiffe://weft.local/ns/back/sa/echo at {remote} closed the connection before it admitted it",
      socket -> {
        SSLSocket tls = Hand.shows(socket, true, Hand.SERVER);
        tls.startHandshake();
        tls.shutdownOutput();
        Hand.awaitEnd(tls);
      }),
  CUT_BEFORE_ITS_VERDICT(
      Row.CUT,
      "connection with spiffe://weft.local/ns/back/sa/echo at {remote} ended without close_notify: it was cut"
          + " or truncated",
      socket -> {
        Hand.shows(socket, true, Hand.SERVER).startHandshake();
        socket.shutdownOutput();
        Hand.awaitEnd(socket);
      });

  private final Row row;
  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // what is given has no state
  private final Conduct conduct;

  Impostor(Row row, String text, Conduct conduct) {
    this.row = row;
    this.text = text;
    this.conduct = conduct;
  }

  /** Does what it does, and returns when the client has done with it. */
  void meet(Socket socket) throws Exception {
    conduct.meet(socket);
  }

  Row row() {
    return row;
  }

  String text() {
    return text;
  }

  /** Who the client's log says that it was. */
  String peer() {
    return text.startsWith("mTLS") || text.startsWith("connection with {")
        ? "unauthenticated"
        : Hand.SERVER;
  }

  private static SSLSocket with(Socket socket, Credentials credentials) throws Exception {
    return Hand.over(socket, true, credentials, Hand.MESH);
  }
}

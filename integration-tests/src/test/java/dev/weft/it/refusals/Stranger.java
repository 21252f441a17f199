package dev.weft.it.refusals;

import dev.weft.it.harness.Credentials;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** Whom a server in STRICT does not let in, and what it is told. */
enum Stranger {
  PLAINTEXT(
      Row.PLAINTEXT,
      "connection from {remote} refused: no mutual TLS of the mesh, and port {port} is STRICT",
      socket -> say(socket, "hello".getBytes(StandardCharsets.US_ASCII))),
  OWN_TLS(
      Row.PLAINTEXT,
      "connection from {remote} refused: no mutual TLS of the mesh, and port {port} is STRICT",
      socket -> Hand.shake(Hand.over(socket, false, Hand.CA.svid(Hand.CLIENT), "http/1.1"))),
  ENDS_EARLY(
      Row.PLAINTEXT,
      "connection from {remote} refused: ended before its first bytes were complete, and port"
          + " {port} is STRICT",
      socket -> {
        socket.getOutputStream().write(new byte[] {22, 3});
        socket.shutdownOutput();
        Hand.awaitEnd(socket);
      }),
  WITHOUT_CERTIFICATE(
      Row.PEER,
      "mTLS handshake with {remote} failed: handshake:"
          + " error:100000c0:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE",
      socket -> Hand.shake(with(socket, Hand.CA.svid(Hand.CLIENT).withoutCertificate()))),
  FORGED(
      Row.PEER,
      "mTLS handshake with {remote} failed: its certificate was refused: chain: Path does not"
          + " chain with any of the trust anchors (NO_TRUST_ANCHOR), against the 1 roots of weft.local",
      socket -> Hand.shake(with(socket, Hand.forged(Hand.CLIENT)))),
  OF_ANOTHER_TRUST_DOMAIN(
      Row.PEER,
      "mTLS handshake with {remote} failed: its certificate was refused: trust domain:"
          + " other.example (expected: weft.local)",
      socket ->
          Hand.shake(with(socket, Hand.CA.svid("spiffe://other.example/ns/front/sa/client")))),
  EXPIRED(
      Row.PEER,
      "mTLS handshake with {remote} failed: its certificate was refused: leaf: expired at {time},"
          + " and this machine's clock says {time}",
      socket -> Hand.shake(with(socket, Hand.expired(Hand.CLIENT)))),
  NOT_YET_VALID(
      Row.CLOCK,
      "mTLS handshake with {remote} failed: its certificate was refused: leaf: not valid before"
          + " {time}, and this machine's clock says {time}",
      socket -> Hand.shake(with(socket, Hand.early(Hand.CLIENT)))),
  OLD_TLS(
      Row.PEER,
      "mTLS handshake with {remote} failed: handshake:"
          + " error:100000f0:SSL routines:OPENSSL_internal:UNSUPPORTED_PROTOCOL",
      socket -> {
        SSLSocket tls = with(socket, Hand.CA.svid(Hand.CLIENT));
        tls.setEnabledProtocols(new String[] {"TLSv1.2"});
        Hand.shake(tls);
      }),
  GARBAGE(
      Row.PEER,
      "mTLS handshake with {remote} failed: handshake:"
          + " error:10000070:SSL routines:OPENSSL_internal:BAD_PACKET_LENGTH",
      socket -> {
        socket.getOutputStream().write(Hello.ofMesh());
        say(socket, new byte[] {23, 3, 3, 0, 4, 1, 2, 3, 4});
      }),
  SILENT(Row.SILENT, "mTLS handshake with {remote}: not finished in 1000 ms", Hand::awaitEnd),
  STALLS(
      Row.HANDSHAKE,
      "mTLS handshake with {remote}: not finished in 1000 ms",
      socket -> say(socket, Hello.ofMesh())),
  LEAVES(
      Row.BREAKS_OFF,
      "mTLS handshake with {remote} failed: connection ended during the handshake",
      socket -> {
        socket.getOutputStream().write(Hello.ofMesh());
        socket.shutdownOutput();
        Hand.awaitEnd(socket);
      }),
  RESETS(
      Row.BREAKS_OFF,
      "connection with {remote} broke while it was opened: Connection reset",
      socket -> {
        socket.getOutputStream().write(Hello.ofMesh());
        // Its answer has come: it is in the midst of the handshake.
        if (socket.getInputStream().read() >= 0) {
          socket.setSoLinger(true, 0);
        }
        socket.close();
      });

  private final Row row;
  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // what is given has no state
  private final Conduct conduct;

  Stranger(Row row, String text, Conduct conduct) {
    this.row = row;
    this.text = text;
    this.conduct = conduct;
  }

  /** Does what it does, and returns when the server has done with it. */
  void meet(Socket socket) throws Exception {
    conduct.meet(socket);
  }

  Row row() {
    return row;
  }

  String text() {
    return text;
  }

  private static void say(Socket socket, byte[] bytes) throws Exception {
    socket.getOutputStream().write(bytes);
    Hand.awaitEnd(socket);
  }

  private static SSLSocket with(Socket socket, Credentials credentials) throws Exception {
    return Hand.over(socket, false, credentials, Hand.MESH);
  }
}

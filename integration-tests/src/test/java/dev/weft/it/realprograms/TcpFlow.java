package dev.weft.it.realprograms;

/**
 * A connection as it went over the wire.
 *
 * @param client who opened it: address and port
 * @param server to whom: address and port
 */
record TcpFlow(String client, String server, TcpStream toServer, TcpStream toClient) {
  /** Whether there are bytes in either direction. */
  boolean isUsed() {
    return toServer.size() > 0 || toClient.size() > 0;
  }

  /** Whether it was opened at that address. */
  boolean isOf(String address) {
    return client.startsWith(address + ":");
  }

  /** Whether the server has said anything that is not TLS. */
  boolean isAnswered() {
    return !TlsRecords.areAll(toClient.bytes());
  }

  /** Whether the client's first byte is that of a ClientHello, and all others are TLS as well. */
  boolean isTls() {
    byte[] sent = toServer.bytes();
    return TlsRecords.beginWithClientHello(sent)
        && TlsRecords.areAll(sent)
        && TlsRecords.areAll(toClient.bytes());
  }

  @Override
  public String toString() {
    return "%s -> %s (%d and %d bytes)".formatted(client, server, toServer.size(), toClient.size());
  }
}

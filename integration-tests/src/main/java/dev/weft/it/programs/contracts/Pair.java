package dev.weft.it.programs.contracts;

import java.io.Closeable;
import java.io.IOException;

/** Both ends of a connection. */
record Pair(Acceptor acceptor, End client, End server) implements Closeable {
  /** Connects {@code from} to a listener of {@code to}. */
  static Pair open(Transport from, Transport to) throws IOException {
    Acceptor acceptor = to.listen();
    End client = from.connect(acceptor.address());
    return new Pair(acceptor, client, acceptor.accept());
  }

  static Pair open(Transport both) throws IOException {
    return open(both, both);
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    acceptor.close();
  }
}

package dev.weft.it.programs.contracts;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A server socket of some kind. */
interface Acceptor extends Closeable {
  InetSocketAddress address() throws IOException;

  End accept() throws IOException;
}

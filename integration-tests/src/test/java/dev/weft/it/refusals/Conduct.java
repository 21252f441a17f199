package dev.weft.it.refusals;

import java.net.Socket;

/** How somebody behaves on a connection. */
@FunctionalInterface
interface Conduct {
  /** Returns when the other end has done with it. */
  void meet(Socket socket) throws Exception;
}

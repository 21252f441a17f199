package dev.weft.it.programs;

import java.io.IOException;
import java.net.ServerSocket;

/** What every program shares whose client's traces are looked at. */
final class TraceClients {
  /** A trace of the program's own. */
  static final String OWN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private TraceClients() {}

  /** A port on which nobody listens. */
  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

package dev.weft.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Picks ports for programs that cannot pick one themselves. */
public final class FreePort {
  private FreePort() {}

  /** A port of 127.0.0.1 on which nothing listens now. */
  public static int pick() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

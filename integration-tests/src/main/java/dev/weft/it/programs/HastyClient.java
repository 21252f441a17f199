package dev.weft.it.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A client that has no time: after a first connection, on which it exchanges a byte, it opens some
 * that it closes at once, and ends.
 */
public final class HastyClient {
  private HastyClient() {}

  /** Arguments: PORT COUNT. */
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    try (Socket first = connect(port)) {
      first.getOutputStream().write(1);
      System.out.println("first " + first.getInputStream().read());
    }
    for (int i = Integer.parseInt(args[1]); i > 0; i--) {
      connect(port).close();
    }
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }
}

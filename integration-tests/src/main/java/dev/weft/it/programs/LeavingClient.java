package dev.weft.it.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A client that never closes its connection. It exchanges a byte, prints {@code open}, and its
 * process ends; or it waits for the other end, and prints {@code ended} or {@code failed: MESSAGE}.
 */
public final class LeavingClient {
  private LeavingClient() {}

  /** Arguments: PORT, and how it ends: {@code return} or {@code exit}; anything else is to wait. */
  public static void main(String[] args) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    socket.getOutputStream().write(1);
    int answer = socket.getInputStream().read();
    System.out.println(answer == 1 ? "open" : "answered " + answer);
    switch (args[1]) {
      case "return" -> {}
      case "exit" -> System.exit(3);
      default -> await(socket);
    }
  }

  private static void await(Socket socket) {
    try {
      int more = socket.getInputStream().read();
      System.out.println(more < 0 ? "ended" : "read " + more);
    } catch (IOException e) {
      System.out.println("failed: " + e.getMessage());
    }
  }
}

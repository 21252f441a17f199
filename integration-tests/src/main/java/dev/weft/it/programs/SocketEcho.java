package dev.weft.it.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;

/** An echo server on blocking sockets, a thread for each connection. */
public final class SocketEcho {
  private SocketEcho() {}

  /** Arguments: PORT THREADS, where THREADS is {@code platform} or {@code virtual}. */
  public static void main(String[] args) throws Exception {
    ExecutorService executor = Threads.of(args[1]);
    try (ServerSocket server =
        new ServerSocket(Serving.port(args), 50, InetAddress.getLoopbackAddress())) {
      executor.execute(() -> accept(server, executor));
      Serving.untilToldToStop(server.getLocalPort());
    }
    executor.shutdownNow();
  }

  /** Serves every connection of {@code server}, until that is closed, on a thread each. */
  public static void accept(ServerSocket server, ExecutorService executor) {
    try {
      while (true) {
        Socket socket = server.accept();
        executor.execute(() -> echo(socket));
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new IllegalStateException("accepting failed", e);
      }
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      System.out.println("connection failed: " + e.getMessage());
    }
  }
}

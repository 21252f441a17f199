package dev.weft.it.programs;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that tells of everything its code sees, connections numbered from 1: {@code connection N
 * accepted}, {@code connection N read COUNT}, and in the end {@code connection N ended} or {@code
 * connection N failed: CLASS: MESSAGE}. It sends back what it reads.
 */
public final class ReportingServer {
  private ReportingServer() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws IOException {
    ExecutorService executor = Executors.newCachedThreadPool();
    try (ServerSocket server =
        new ServerSocket(Serving.port(args), 50, InetAddress.getLoopbackAddress())) {
      executor.execute(() -> accept(server, executor));
      Serving.untilToldToStop(server.getLocalPort());
    }
    executor.shutdownNow();
  }

  private static void accept(ServerSocket server, ExecutorService executor) {
    for (int count = 1; !server.isClosed(); count++) {
      try {
        Socket socket = server.accept();
        String name = "connection " + count + " ";
        System.out.println(name + "accepted");
        executor.execute(() -> serve(name, socket));
      } catch (IOException e) {
        System.out.println("accepting failed: " + e.getMessage());
      }
    }
  }

  private static void serve(String name, Socket accepted) {
    byte[] buffer = new byte[1_000];
    try (Socket socket = accepted) {
      InputStream in = socket.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        System.out.println(name + "read " + count);
        socket.getOutputStream().write(buffer, 0, count);
      }
      System.out.println(name + "ended");
    } catch (IOException e) {
      System.out.println(name + "failed: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}

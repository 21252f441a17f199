package dev.weft.benchmarks.programs;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Takes bytes and drops them: one byte of answer after every {@link #CHUNK} bytes. A connection
 * begins with {@link #HELLO} bytes, which are answered by one byte too.
 */
public final class BulkServer {
  /** The bytes for which there is one byte of answer. */
  static final int CHUNK = 64 * 1024 * 1024;

  /** How many bytes a connection begins with. */
  static final int HELLO = 64;

  /** The byte of every answer. */
  static final int ANSWER = 'k';

  private static final int BUFFER = 64 * 1024;

  private BulkServer() {}

  /** Arguments: {@code plain} or a folder of key stores; a folder to work in (not needed). */
  public static void main(String[] args) throws Exception {
    try (ServerSocket listener = Transport.of(args[0], Role.SERVER).listen()) {
      Thread acceptor = new Thread(() -> acceptAll(listener), "acceptor");
      acceptor.setDaemon(true);
      acceptor.start();
      Commands.serve(listener.getLocalPort());
    }
  }

  private static void acceptAll(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread reader = new Thread(() -> readAll(socket), "reader");
        reader.setDaemon(true);
        reader.start();
      } catch (IOException e) {
        // The listener is closed: the program ends.
        return;
      }
    }
  }

  private static void readAll(Socket connection) {
    byte[] buffer = new byte[BUFFER];
    try (Socket socket = connection) {
      socket.setTcpNoDelay(true);
      long left = HELLO;
      while (true) {
        int n = socket.getInputStream().read(buffer, 0, (int) Math.min(left, buffer.length));
        if (n < 0) {
          return;
        }
        left -= n;
        if (left == 0) {
          socket.getOutputStream().write(ANSWER);
          left = CHUNK;
        }
      }
    } catch (IOException e) {
      // The client went away or was refused; the next one is independent of it.
      return;
    }
  }
}

package dev.weft.it.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends messages of several sizes on one connection, and reads them back. */
public final class OneSession {
  private OneSession() {}

  /** Arguments: PORT MARKER. */
  public static void main(String[] args) throws Exception {
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
      for (int size : new int[] {40, 17_000, 1, 300_000}) {
        byte[] message = Message.of(args[1], size, size);
        Future<?> writing =
            writer.submit(
                () -> {
                  socket.getOutputStream().write(message);
                  return null;
                });
        byte[] echo = socket.getInputStream().readNBytes(size);
        if (!Arrays.equals(echo, message)) {
          throw new IOException(
              "echo: %d bytes that differ (expected: the %d that were sent)"
                  .formatted(echo.length, size));
        }
        writing.get();
      }
    } finally {
      writer.shutdownNow();
    }
  }
}

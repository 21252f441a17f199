package dev.weft.benchmarks.programs;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * Sends bytes over one connection in writes of 64 KB. On {@code MILLIS 0} it sends whole chunks
 * until the time is over and answers {@code BYTES NANOS}, when the server has them all.
 */
public final class BulkClient {
  private static final int WRITE = 64 * 1024;

  private final Socket socket;
  private final byte[] data = new byte[WRITE];

  private BulkClient(Socket socket) {
    this.socket = socket;
  }

  /** Arguments: {@code plain} or a folder of key stores; the server's port. */
  public static void main(String[] args) throws Exception {
    Transport transport = Transport.of(args[0], Role.CLIENT);
    try (Socket socket = transport.connect(Integer.parseInt(args[1]))) {
      socket.getOutputStream().write(new byte[BulkServer.HELLO]);
      BulkClient client = new BulkClient(socket);
      client.awaitAnswer();
      Commands.obey(client::run);
    }
  }

  // The rate is for clients that can be paced.
  private String run(Duration time, @SuppressWarnings("unused") int rate) throws IOException {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long chunks = 0;
    while (System.nanoTime() < end) {
      sendChunk();
      // One chunk is always on its way, so that the stream does not pause for an answer.
      if (chunks++ > 0) {
        awaitAnswer();
      }
    }
    awaitAnswer();
    return chunks * BulkServer.CHUNK + " " + (System.nanoTime() - start);
  }

  private void sendChunk() throws IOException {
    for (int sent = 0; sent < BulkServer.CHUNK; sent += WRITE) {
      socket.getOutputStream().write(data);
    }
  }

  private void awaitAnswer() throws IOException {
    int answer = socket.getInputStream().read();
    if (answer != BulkServer.ANSWER) {
      throw new EOFException("answer: " + answer + " (expected: " + BulkServer.ANSWER + ")");
    }
  }
}

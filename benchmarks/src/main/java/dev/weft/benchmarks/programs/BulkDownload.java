package dev.weft.benchmarks.programs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Large answers over one connection, one after the other, whose bytes are dropped. */
final class BulkDownload {
  private static final int SIZE = 64 << 20;
  private static final int BUFFER = 64 << 10;

  private static final byte[] REQUEST =
      ("GET /" + SIZE + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

  private BulkDownload() {}

  /** Goes on until {@code time} is over, at the end of an answer; says {@code BYTES NANOS}. */
  static String run(Transport transport, int port, Duration time) throws IOException {
    try (Socket socket = transport.connect(port)) {
      byte[] buffer = new byte[BUFFER];
      long start = System.nanoTime();
      long bytes = 0;
      while (System.nanoTime() - start < time.toNanos()) {
        socket.getOutputStream().write(REQUEST);
        bytes += take(socket.getInputStream(), buffer);
      }
      return bytes + " " + (System.nanoTime() - start);
    }
  }

  /** Reads one answer; how many bytes its body had. */
  private static long take(InputStream in, byte[] buffer) throws IOException {
    int size = 0;
    int head = -1;
    while (head < 0) {
      int n = read(in, buffer, size);
      head = WebConnection.endOfHead(buffer, size + n);
      size += n;
    }
    if (!WebConnection.isOk(buffer)) {
      throw new IOException(
          "answer: " + new String(buffer, 0, size, StandardCharsets.US_ASCII).lines().findFirst());
    }
    long body = (long) size - head;
    while (body < SIZE) {
      body += read(in, buffer, 0);
    }
    return body;
  }

  private static int read(InputStream in, byte[] buffer, int at) throws IOException {
    int n = in.read(buffer, at, buffer.length - at);
    if (n <= 0) {
      throw new EOFException("answer cut");
    }
    return n;
  }
}

package dev.weft.benchmarks.programs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One keep-alive connection of an HTTP/1.1 client on blocking sockets. One thread at a time. */
final class WebConnection {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/plain\r\nUser-Agent: benchmark\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

  private final InputStream in;
  private final OutputStream out;
  private final byte[] answer = new byte[8192];

  WebConnection(Socket socket) throws IOException {
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Asks, and reads the whole answer. */
  void exchange() throws IOException {
    out.write(REQUEST);
    int size = 0;
    int whole = -1;
    while (whole < 0 || size < whole) {
      int n = in.read(answer, size, answer.length - size);
      if (n < 0) {
        throw new EOFException("answer cut after " + size + " bytes");
      }
      size += n;
      if (whole < 0) {
        int head = endOfHead(answer, size);
        whole = head < 0 ? -1 : head + WebServer.BODY;
      }
    }
    if (size != whole || !isOk(answer)) {
      throw new IOException("answer: " + new String(answer, 0, size, StandardCharsets.US_ASCII));
    }
  }

  /** Where the body begins; -1 when the head is not whole. */
  static int endOfHead(byte[] answer, int size) {
    for (int i = 3; i < size; i++) {
      if (answer[i] == '\n' && answer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  static boolean isOk(byte[] answer) {
    for (int i = 0; i < OK.length; i++) {
      if (answer[i] != OK[i]) {
        return false;
      }
    }
    return true;
  }
}

package dev.weft.it.programs;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Sends the second half of a request's body, and reads its answer, only once the server is waiting
 * for that.
 *
 * @param port of the server
 * @param patienceSeconds how long it waits for anything
 */
record SlowCaller(int port, StreamingServlet servlet, long patienceSeconds) {
  private static final int SMALL_BUFFER = 16 << 10;

  /**
   * Asks for {@code path} under that trace; returns the end of the answer, trimmed.
   *
   * @param half that of the body; empty for none
   */
  String ask(String path, String half, String trace, String traceParent)
      throws IOException, InterruptedException {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(SMALL_BUFFER);
      socket.setSoTimeout((int) patienceSeconds * 1000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      send(
          socket,
          String.join(
              "\r\n",
              (half.isEmpty() ? "GET " : "POST ") + path + " HTTP/1.1",
              "Host: localhost",
              "traceparent: " + traceParent,
              "x-id: " + trace,
              "Content-Length: " + 2 * half.length(),
              "Connection: close",
              "",
              half));
      if (!servlet.awaitStuck(trace, patienceSeconds)) {
        return "never waited";
      }
      send(socket, half);
      return end(socket.getInputStream());
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Keeps no more than the last bytes. */
  private static String end(InputStream in) throws IOException {
    byte[] last = new byte[StreamingServlet.TAIL];
    byte[] buffer = new byte[64 << 10];
    long total = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = Math.max(0, n - last.length); i < n; i++) {
        last[(int) ((total + i) % last.length)] = buffer[i];
      }
      total += n;
    }
    StringBuilder text = new StringBuilder(last.length);
    for (int i = 0; i < last.length; i++) {
      text.append((char) last[(int) ((total + i) % last.length)]);
    }
    return text.toString().trim();
  }
}

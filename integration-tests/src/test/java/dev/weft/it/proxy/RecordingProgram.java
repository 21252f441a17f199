package dev.weft.it.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers 200 to the head of a request, and keeps all bytes that come. */
final class RecordingProgram implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final ServerSocket listener;
  private final List<String> recorded = new CopyOnWriteArrayList<>();

  RecordingProgram() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "recording-program");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** What came on each connection that is over. */
  List<String> recorded() {
    return recorded;
  }

  /** One after the other: the test has a single connection at a time. */
  private void accept() {
    while (!listener.isClosed()) {
      StringBuilder bytes = new StringBuilder();
      try (Socket client = listener.accept()) {
        record(client, bytes);
      } catch (IOException e) {
        // Cut; what came before is told all the same.
      }
      recorded.add(bytes.toString());
    }
  }

  private static void record(Socket client, StringBuilder bytes) throws IOException {
    InputStream in = client.getInputStream();
    boolean answered = false;
    for (int next = in.read(); next >= 0; next = in.read()) {
      bytes.append((char) next);
      if (!answered && bytes.indexOf("\r\n\r\n") >= 0) {
        answered = true;
        client.getOutputStream().write(ANSWER);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

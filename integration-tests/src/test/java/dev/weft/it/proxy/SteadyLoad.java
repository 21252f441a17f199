package dev.weft.it.proxy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients of HTTP/1.1 that ask one request after the other, keep their connections for some of
 * them, and try none again: whatever goes wrong is seen.
 */
final class SteadyLoad implements AutoCloseable {
  private static final int REQUESTS_PER_CONNECTION = 40;
  private static final int MOST_FAILURES = 20;
  private static final int MILLIS = 20_000;

  private final int port;
  private final List<Thread> clients = new ArrayList<>();
  private final AtomicLong answered = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  private SteadyLoad(int port) {
    this.port = port;
  }

  /** Starts so many clients of that port. */
  static SteadyLoad start(int port, int clients) {
    SteadyLoad load = new SteadyLoad(port);
    for (int i = 0; i < clients; i++) {
      Thread thread = new Thread(load::run, "load-" + i);
      thread.setDaemon(true);
      load.clients.add(thread);
      thread.start();
    }
    return load;
  }

  /** How many requests were answered well so far. */
  long answered() {
    return answered.get();
  }

  /** What went wrong so far. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void run() {
    while (!over && failures.size() < MOST_FAILURES) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(MILLIS);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        boolean goesOn = true;
        for (int i = 0; goesOn && !over && i < REQUESTS_PER_CONNECTION; i++) {
          socket
              .getOutputStream()
              .write(
                  "GET /steady HTTP/1.1\r\nHost: server\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
          goesOn = answer(in);
          answered.incrementAndGet();
        }
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  /** Reads an answer; whether the connection goes on behind it. */
  private static boolean answer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new IOException(status);
    }
    int length = -1;
    boolean goesOn = true;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      } else if (lower.equals("connection: close")) {
        goesOn = false;
      }
    }
    if (in.readNBytes(length).length < length) {
      throw new EOFException("within a body");
    }
    return goesOn;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("after " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Lets what is under way end, and waits for it. */
  void finish() throws InterruptedException {
    over = true;
    for (Thread client : clients) {
      client.join(MILLIS);
    }
  }

  /** Begins nothing more. */
  @Override
  public void close() {
    over = true;
  }
}

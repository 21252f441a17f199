package dev.weft.it.trace;

import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Takes requests and never answers. */
final class UnkindServer implements AutoCloseable {
  private final ServerSocket socket;
  private final boolean resets;
  private final AtomicInteger requests = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private UnkindServer(boolean resets) throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.resets = resets;
    Thread thread = new Thread(this::serve, "unkind-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Resets a connection when something comes. */
  static UnkindServer thatResets() throws IOException {
    return new UnkindServer(true);
  }

  /** Says nothing. */
  static UnkindServer thatIsSilent() throws IOException {
    return new UnkindServer(false);
  }

  /** A port on which nobody listens. */
  static int closedPort() throws IOException {
    try (ServerSocket unused = new ServerSocket(0)) {
      return unused.getLocalPort();
    }
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/";
  }

  /** Counts from now on. */
  void forget() {
    requests.set(0);
  }

  /** Waits until something has come. */
  void awaitRequest() {
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> requests.get() > 0);
  }

  /** Ends what is open. */
  void hangUp() throws IOException {
    for (Socket connection : open) {
      connection.close();
    }
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        if (!resets) {
          // Before it is counted: who waits for the count may want to end it.
          open.add(connection);
        }
        if (connection.getInputStream().read() >= 0) {
          requests.incrementAndGet();
        }
        if (resets) {
          connection.setSoLinger(true, 0);
          connection.close();
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    hangUp();
  }
}

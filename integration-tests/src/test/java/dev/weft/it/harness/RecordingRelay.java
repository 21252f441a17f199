package dev.weft.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes connections on to a server on loopback and keeps what went over the wire in both
 * directions. An end of stream is passed on as one; a broken connection breaks the other side too.
 */
public final class RecordingRelay implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Flow> flows = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile int target;

  private RecordingRelay(ServerSocket listener) {
    this.listener = listener;
  }

  /** Starts to listen on any free port. Nothing is accepted before {@link #forwardTo}. */
  public static RecordingRelay open() {
    try {
      return new RecordingRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new IllegalStateException("the relay cannot listen", e);
    }
  }

  /** Passes connections on to {@code port} of 127.0.0.1 from now on. */
  public RecordingRelay forwardTo(int port) {
    boolean first = target == 0;
    target = port;
    if (first) {
      start("relay-accept", this::accept);
    }
    return this;
  }

  /** The port on which the relay listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The connections so far, oldest first. */
  public List<Flow> flows() {
    return flows;
  }

  /** Whether {@code text} went over the wire in one piece, in any connection and direction. */
  public boolean sawInTheClear(String text) {
    return flows.stream()
        .anyMatch(flow -> flow.toServer().contains(text) || flow.toClient().contains(text));
  }

  /** Breaks every open connection; new ones are still passed on. */
  public void cut() {
    for (Socket socket : sockets) {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // Already closed, which is all that was wanted.
      }
      closeQuietly(socket);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new IllegalStateException("the relay cannot be closed", e);
    }
    cut();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // The relay was closed, or this one connection failed: the client sees it closed.
      }
    }
  }

  private void connect(Socket client) {
    sockets.add(client);
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(server);
      Flow flow = new Flow(new Recording(), new Recording());
      flows.add(flow);
      start("relay-to-server", () -> pass(client, server, flow.toServer()));
      start("relay-to-client", () -> pass(server, client, flow.toClient()));
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  private static void pass(Socket from, Socket to, Recording recording) {
    byte[] buffer = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        recording.add(buffer, count);
        out.write(buffer, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done with it, and nothing depends on it.
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection as it went over the wire. */
  public record Flow(Recording toServer, Recording toClient) {}
}

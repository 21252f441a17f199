package dev.weft.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Passes connections on to a server on loopback, but not before the gate is opened: until then
 * clients are accepted, and what they say is kept.
 */
public final class GatedRelay implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Visitor> held = ConcurrentHashMap.newKeySet();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private boolean open; // guarded by this

  private GatedRelay(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /** Starts to listen on any free port, for {@code target} of 127.0.0.1. */
  public static GatedRelay to(int target) throws IOException {
    GatedRelay relay =
        new GatedRelay(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()), target);
    start(relay::accept);
    return relay;
  }

  /** The port on which the relay listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How many clients have been accepted so far. */
  public int accepted() {
    return accepted.get();
  }

  /** How many clients wait at the gate, and have said something. */
  public int held() {
    return held.size();
  }

  /** Lets through who waits, and whoever comes from now on. */
  public void open() throws IOException {
    List<Visitor> waiting;
    synchronized (this) {
      open = true;
      waiting = new ArrayList<>(held);
      held.clear();
    }
    for (Visitor visitor : waiting) {
      visitor.pass();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(GatedRelay::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        accepted.incrementAndGet();
        start(() -> serve(new Visitor(client)));
      } catch (IOException e) {
        // The relay was closed, or this one connection failed: the client sees it closed.
      }
    }
  }

  private void serve(Visitor visitor) {
    byte[] buffer = new byte[16_384];
    try (Socket client = visitor.client) {
      InputStream in = client.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        visitor.says(buffer, count);
      }
    } catch (IOException e) {
      // The client, or the server behind it, has ended it: so does the relay.
    } finally {
      held.remove(visitor);
      sockets.remove(visitor.client);
      visitor.leave();
    }
  }

  private static void closeQuietly(@Nullable Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // Nothing more can be done with it, and nothing depends on it.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "gated-relay");
    thread.setDaemon(true);
    thread.start();
  }

  /** A client, with what it has said at the gate. */
  private final class Visitor {
    private final Socket client;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    // Guarded by this.
    private @Nullable Socket server;

    Visitor(Socket client) {
      this.client = client;
    }

    void says(byte[] bytes, int count) throws IOException {
      boolean through;
      synchronized (GatedRelay.this) {
        through = open;
        if (!through) {
          said.write(bytes, 0, count);
          held.add(this);
        }
      }
      if (through) {
        pass();
        out().write(bytes, 0, count);
      }
    }

    private synchronized OutputStream out() throws IOException {
      if (server == null) {
        throw new IOException("no server");
      }
      return server.getOutputStream();
    }

    /** Connects to the server, unless it is connected, and says what was said. */
    synchronized void pass() throws IOException {
      if (server != null) {
        return;
      }
      Socket connected = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(connected);
      server = connected;
      connected.getOutputStream().write(said.toByteArray());
      start(() -> answer(connected));
    }

    private void answer(Socket connected) {
      try (connected) {
        connected.getInputStream().transferTo(client.getOutputStream());
      } catch (IOException e) {
        // As in the other direction.
      } finally {
        closeQuietly(client);
        sockets.remove(connected);
      }
    }

    synchronized void leave() {
      closeQuietly(server);
    }
  }
}

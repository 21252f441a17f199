package dev.weft.agent.tls.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A relay for one connection, which does to its bytes what it was made for. */
final class HostileWire implements Connection.Wire {
  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  final Passage toServer;
  final Passage toClient;

  private HostileWire(
      InetSocketAddress server, Chunks chunks, Harm toServer, Harm toClient, Random random)
      throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.toServer = new Passage(chunks, toServer, new Random(random.nextLong()), this::reset);
    this.toClient = new Passage(chunks, toClient, new Random(random.nextLong()), this::reset);
  }

  /** Starts one before {@code server}. */
  static HostileWire before(
      InetSocketAddress server, Chunks chunks, Harm toServer, Harm toClient, Random random)
      throws IOException {
    HostileWire wire = new HostileWire(server, chunks, toServer, toClient, random);
    wire.start("wire", wire::connect);
    return wire;
  }

  @Override
  public InetSocketAddress entrance() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void connect() {
    try (listener) {
      Socket client = listener.accept();
      sockets.add(client);
      Socket behind = new Socket(server.getAddress(), server.getPort());
      sockets.add(behind);
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      start("wire-to-server", () -> toServer.pass(client, behind));
      start("wire-to-client", () -> toClient.pass(behind, client));
    } catch (IOException e) {
      reset();
    }
  }

  private void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Breaks both sides. */
  private void reset() {
    for (Socket socket : sockets) {
      reset(socket);
    }
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already, or it is now.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    reset();
    // The first of them starts the others.
    for (int i = 0; i < threads.size(); i++) {
      try {
        threads.get(i).join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    reset();
  }
}

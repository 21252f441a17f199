package dev.weft.it.programs.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Connections that do nothing for nearly all of their time; each is used now and then. */
final class IdleConnections implements Load, AutoCloseable {
  private final Random random = new Random(5);
  private final List<Socket> sockets;

  private IdleConnections(List<Socket> sockets) {
    this.sockets = sockets;
  }

  static IdleConnections open(int port, int count) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    IdleConnections idle = new IdleConnections(sockets);
    for (int i = 0; i < count; i++) {
      sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
      idle.use(sockets.get(i));
    }
    return idle;
  }

  @Override
  public long once() throws IOException {
    return use(sockets.get(random.nextInt(sockets.size())));
  }

  private long use(Socket socket) throws IOException {
    byte[] message = Load.bytes(random, 100);
    socket.getOutputStream().write(message);
    return Load.same(message, socket.getInputStream().readNBytes(message.length));
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

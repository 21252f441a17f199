package dev.weft.agent.tls.wire;

import dev.weft.agent.tls.InboundSocket;
import dev.weft.agent.tls.OutboundSocket;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.rules.Admission;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Both ends of one TCP connection on loopback, of the mesh or plain. */
record Connection(SocketEnd client, SocketEnd server, @Nullable Wire wire)
    implements AutoCloseable {
  /** What lies between the ends. */
  interface Wire extends AutoCloseable {
    /** Where a client has to connect to. */
    InetSocketAddress entrance();

    @Override
    void close() throws IOException;
  }

  /** Puts something between a client and the server that listens at an address. */
  @FunctionalInterface
  interface Wiring {
    Wire to(InetSocketAddress server) throws IOException;
  }

  /**
   * Connects both ends of the mesh; TLS has only begun then.
   *
   * @param wiring null for nothing in between
   */
  static Connection ofMesh(
      Mesh mesh,
      Mesh.Knowledge knowledge,
      MutualTlsMode mode,
      Waiting waiting,
      @Nullable Wiring wiring)
      throws IOException {
    try (ServerSocketChannel listener = listen()) {
      InetSocketAddress local = (InetSocketAddress) listener.getLocalAddress();
      Wire wire = wiring == null ? null : wiring.to(local);
      InetSocketAddress entrance = wire == null ? local : wire.entrance();
      SocketEnd client = client(entrance, mesh.outbound(entrance, knowledge), waiting);
      return new Connection(client, accept(listener, mesh, mode, waiting), wire);
    }
  }

  /** Connects both ends of the mesh; the client waits until it knows of the server. */
  static Connection ofMesh(Mesh mesh, CompletableFuture<Void> known) throws IOException {
    try (ServerSocketChannel listener = listen()) {
      InetSocketAddress local = (InetSocketAddress) listener.getLocalAddress();
      SocketEnd client = client(local, mesh.outbound(local, known), Waiting.PARKED);
      return new Connection(
          client, accept(listener, mesh, MutualTlsMode.STRICT, Waiting.PARKED), null);
    }
  }

  private static SocketEnd client(
      InetSocketAddress entrance, OutboundSocket outbound, Waiting waiting) throws IOException {
    SocketEnd end = new SocketEnd(SocketChannel.open(entrance), outbound, waiting);
    outbound.connected(end.fd);
    return end;
  }

  private static SocketEnd accept(
      ServerSocketChannel listener, Mesh mesh, MutualTlsMode mode, Waiting waiting)
      throws IOException {
    SocketChannel server = listener.accept();
    FileDescriptor fd = SocketPair.descriptorOf(server);
    InboundSocket inbound =
        mesh.inbound(
            mode,
            Admission.ADMITTED,
            fd,
            (InetSocketAddress) server.getRemoteAddress(),
            (InetSocketAddress) listener.getLocalAddress());
    return new SocketEnd(server, inbound, waiting);
  }

  /** Connects both ends of a plain connection. */
  static Connection plain(Waiting waiting, Wiring wiring) throws IOException {
    try (ServerSocketChannel listener = listen()) {
      Wire wire = wiring.to((InetSocketAddress) listener.getLocalAddress());
      SocketChannel client = SocketChannel.open(wire.entrance());
      SocketChannel server = listener.accept();
      return new Connection(
          new SocketEnd(client, null, waiting), new SocketEnd(server, null, waiting), wire);
    }
  }

  private static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    if (wire != null) {
      wire.close();
    }
  }
}

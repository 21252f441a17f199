package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Connecting, in each way. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class Connecting {
  private Connecting() {}

  static List<Check> checks() {
    return List.of(
        new Check("connecting.refused_socket", Connecting::refusedSocket),
        new Check("connecting.refused_socketWithTimeout", Connecting::refusedWithTimeout),
        new Check("connecting.refused_channel", Connecting::refusedChannel),
        new Check("connecting.refused_nonBlocking", Connecting::refusedNonBlocking),
        new Check("connecting.refused_async", Connecting::refusedAsync),
        new Check("connecting.finishConnect_isTrueOnce", Connecting::finishConnect),
        new Check("connecting.acceptsLater_connectReturns", Connecting::acceptsLater),
        new Check("connecting.readBeforeConnect", Connecting::readBeforeConnect),
        new Check("connecting.twice", Connecting::twice),
        new Check("connecting.addresses", Connecting::addresses),
        new Check("connecting.boundClient", Connecting::boundClient),
        new Check("connecting.wildcardListener", Connecting::wildcardListener));
  }

  /** An address on which nothing listens any more. */
  private static InetSocketAddress nobody() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) server.getLocalSocketAddress();
    }
  }

  private static void refused(Check.Body body) {
    ConnectException e = Expect.fails(ConnectException.class, body);
    Expect.that(String.valueOf(e.getMessage()).startsWith("Connection refused"), "text: " + e);
  }

  private static void refusedSocket() throws IOException {
    InetSocketAddress nobody = nobody();
    refused(() -> new Socket(nobody.getAddress(), nobody.getPort()).close());
  }

  private static void refusedWithTimeout() throws IOException {
    InetSocketAddress nobody = nobody();
    try (Socket socket = new Socket()) {
      refused(() -> socket.connect(nobody, 5000));
    }
  }

  private static void refusedChannel() throws IOException {
    InetSocketAddress nobody = nobody();
    refused(() -> SocketChannel.open(nobody).close());
  }

  private static void refusedNonBlocking() throws IOException {
    InetSocketAddress nobody = nobody();
    try (SocketChannel channel = SocketChannel.open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      refused(
          () -> {
            channel.connect(nobody);
            channel.register(selector, SelectionKey.OP_CONNECT);
            awaitKey(selector);
            channel.finishConnect();
          });
      Expect.that(!channel.isOpen(), "closed");
    }
  }

  /** A selection may end early, but not again and again. */
  private static void awaitKey(Selector selector) throws IOException {
    for (int i = 0; i < 5 && selector.selectedKeys().isEmpty(); i++) {
      selector.select(20_000);
    }
    Expect.equal(selector.selectedKeys().size(), 1, "keys");
  }

  private static void refusedAsync() throws IOException {
    InetSocketAddress nobody = nobody();
    try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(AsyncEnd.GROUP)) {
      refused(() -> AsyncEnd.await(channel.connect(nobody)));
    }
  }

  private static void finishConnect() throws Exception {
    try (ServerSocketChannel server = Transport.serverChannel();
        SocketChannel channel = SocketChannel.open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(server.getLocalAddress())) {
        awaitKey(selector);
        Expect.that(key.isConnectable(), "connectable");
        Expect.that(channel.finishConnect(), "finishConnect is true when it was said to be");
      }
      Expect.that(channel.isConnected(), "connected");
      Expect.that(channel.finishConnect(), "finishConnect again");
      try (SocketChannel accepted = server.accept()) {
        key.interestOps(SelectionKey.OP_READ);
        Background<Boolean> peer =
            Background.run(() -> accepted.write(ByteBuffer.wrap(new byte[] {1})));
        ByteBuffer one = ByteBuffer.allocate(1);
        while (channel.read(one) == 0) {
          selector.select(20_000);
          selector.selectedKeys().clear();
        }
        Expect.equal(one.get(0), (byte) 1, "byte");
        peer.join();
      }
    }
  }

  /** Connecting does not wait for the server to accept, or to read. */
  private static void acceptsLater() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      try (Socket socket = new Socket();
          SocketChannel channel = SocketChannel.open();
          AsynchronousSocketChannel async = AsynchronousSocketChannel.open(AsyncEnd.GROUP)) {
        socket.connect(address, 5000);
        Expect.that(channel.connect(address), "connected");
        AsyncEnd.await(async.connect(address));
      }
    }
  }

  private static void readBeforeConnect() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      Expect.fails(NotYetConnectedException.class, () -> channel.read(ByteBuffer.allocate(1)));
    }
  }

  private static void twice() throws IOException {
    try (ServerSocketChannel server = Transport.serverChannel();
        SocketChannel channel = SocketChannel.open(server.getLocalAddress())) {
      Expect.fails(
          AlreadyConnectedException.class, () -> channel.connect(server.getLocalAddress()));
    }
  }

  private static void addresses() throws IOException {
    try (ServerSocketChannel server = Transport.serverChannel();
        SocketChannel client = SocketChannel.open(server.getLocalAddress());
        SocketChannel accepted = server.accept()) {
      Expect.equal(accepted.getRemoteAddress(), client.getLocalAddress(), "remote address");
      Expect.equal(client.getRemoteAddress(), server.getLocalAddress(), "server's address");
    }
  }

  private static void boundClient() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket client = new Socket()) {
      client.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = client.getLocalPort();
      client.connect(server.getLocalSocketAddress());
      try (Socket accepted = server.accept()) {
        Expect.equal(accepted.getPort(), port, "port");
        Closing.establish(client, accepted);
      }
    }
  }

  private static void wildcardListener() throws Exception {
    try (ServerSocket server = new ServerSocket(0);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      Closing.establish(client, accepted);
    }
  }
}

package dev.weft.it.programs.contracts;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Future;

/** A program that is client and server on one thread: the kernel's buffers stand between them. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class OneThread {
  private OneThread() {}

  static List<Check> checks() {
    return List.of(
        new Check("oneThread.socket_writeThenRead", () -> writeThenRead(Transport.SOCKET)),
        new Check("oneThread.channel_writeThenRead", () -> writeThenRead(Transport.CHANNEL)),
        new Check("oneThread.async_writeThenRead", () -> writeThenRead(Transport.ASYNC)),
        new Check("oneThread.socket_serverFirst", () -> serverFirst(Transport.SOCKET)),
        new Check("oneThread.channel_serverFirst", () -> serverFirst(Transport.CHANNEL)),
        new Check("oneThread.socket_writeBeforeAccept", () -> beforeAccept(Transport.SOCKET)),
        new Check("oneThread.channel_writeBeforeAccept", () -> beforeAccept(Transport.CHANNEL)),
        new Check("oneThread.shutdownOutputBeforeAccept", OneThread::shutdownBeforeAccept),
        new Check("oneThread.closeBeforeAccept", OneThread::closeBeforeAccept),
        new Check("oneThread.selector_eventLoop", OneThread::eventLoop),
        new Check("oneThread.async_pendingReadThenWrite", OneThread::pendingRead));
  }

  private static void writeThenRead(Transport transport) throws Exception {
    try (Pair pair = Pair.open(transport)) {
      byte[] bytes = Bytes.of(1_000, 1);
      pair.client().write(bytes);
      Expect.same(pair.server().readExactly(1_000), bytes, "to the server");
      pair.server().write(bytes);
      Expect.same(pair.client().readExactly(1_000), bytes, "to the client");
    }
  }

  private static void serverFirst(Transport transport) throws Exception {
    try (Pair pair = Pair.open(transport)) {
      byte[] bytes = Bytes.of(1_000, 2);
      pair.server().write(bytes);
      Expect.same(pair.client().readExactly(1_000), bytes, "to the client");
    }
  }

  private static void beforeAccept(Transport transport) throws Exception {
    try (Acceptor acceptor = transport.listen();
        End client = transport.connect(acceptor.address())) {
      byte[] bytes = Bytes.of(1_000, 3);
      client.write(bytes);
      client.shutdownOutput();
      try (End server = acceptor.accept()) {
        Expect.same(server.readAll(100), bytes, "to the server");
      }
    }
  }

  private static void shutdownBeforeAccept() throws Exception {
    try (Acceptor acceptor = Transport.CHANNEL.listen();
        End client = Transport.CHANNEL.connect(acceptor.address())) {
      client.shutdownOutput();
      try (End server = acceptor.accept()) {
        Expect.equal(server.readAll(10).length, 0, "bytes");
      }
    }
  }

  private static void closeBeforeAccept() throws Exception {
    try (Acceptor acceptor = Transport.CHANNEL.listen()) {
      End client = Transport.CHANNEL.connect(acceptor.address());
      client.close();
      try (End server = acceptor.accept()) {
        Expect.equal(server.readAll(10).length, 0, "bytes");
      }
    }
  }

  /** One selector with the listener and both ends. */
  private static void eventLoop() throws Exception {
    try (Selector selector = Selector.open();
        ServerSocketChannel listener = Transport.serverChannel();
        SocketChannel client = SocketChannel.open()) {
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT);
      client.configureBlocking(false);
      InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
      client.register(
          selector, client.connect(address) ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT);
      ByteBuffer back = ByteBuffer.allocate(5);
      int turns = 0;
      while (back.hasRemaining()) {
        Expect.that(turns++ < 200, "200 turns");
        selector.select(20_000);
        for (SelectionKey key : selector.selectedKeys()) {
          turn(key, selector, back);
        }
        selector.selectedKeys().clear();
      }
      Expect.same(back.array(), new byte[] {1, 2, 3, 4, 5}, "echo");
    }
  }

  private static void turn(SelectionKey key, Selector selector, ByteBuffer back) throws Exception {
    if (key.isAcceptable()) {
      SocketChannel accepted = ((ServerSocketChannel) key.channel()).accept();
      accepted.configureBlocking(false);
      accepted.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(5));
    } else if (key.isConnectable()) {
      Expect.that(((SocketChannel) key.channel()).finishConnect(), "connected");
      key.interestOps(SelectionKey.OP_WRITE);
    } else if (key.isWritable()) {
      if (((SocketChannel) key.channel()).write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5})) == 5) {
        key.interestOps(SelectionKey.OP_READ);
      }
    } else if (key.attachment() instanceof ByteBuffer echo) {
      SocketChannel channel = (SocketChannel) key.channel();
      channel.read(echo);
      if (!echo.hasRemaining()) {
        channel.write(echo.flip());
      }
    } else {
      ((SocketChannel) key.channel()).read(back);
    }
  }

  private static void pendingRead() throws Exception {
    try (Pair pair = Pair.open(Transport.ASYNC)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      Future<Integer> read = ((AsyncEnd) pair.server()).channel().read(one);
      pair.client().write(new byte[] {9});
      Expect.equal(AsyncEnd.await(read), 1, "bytes");
      Expect.equal(one.get(0), (byte) 9, "byte");
    }
  }
}

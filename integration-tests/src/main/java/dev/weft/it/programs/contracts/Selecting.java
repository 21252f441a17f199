package dev.weft.it.programs.contracts;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** What a selector says is ready, is; and what is ready, it says. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class Selecting {
  private static final int LARGE = 60_000;

  private Selecting() {}

  static List<Check> checks() {
    return List.of(
        new Check("selecting.rest_oneReadPerSelectedKey", () -> rest(Style.SELECTED_KEYS)),
        new Check("selecting.rest_oneReadPerAction", () -> rest(Style.ACTION)),
        new Check("selecting.rest_oneReadPerSelectNow", () -> rest(Style.SELECT_NOW)),
        new Check("selecting.rest_keyStaysSelected", Selecting::keyStaysSelected),
        new Check("selecting.silence_isNotReady", Selecting::silence),
        new Check("selecting.silentOpening_doesNotSpin", Selecting::silentOpening),
        new Check("selecting.writeInterestAlone", Selecting::writeInterestAlone),
        new Check("selecting.readInterestAlone_opens", Selecting::readInterestAlone),
        new Check("selecting.interestChanges_whileOpening", Selecting::interestChanges),
        new Check("selecting.interestTakenBack_isNotReported", Selecting::interestTakenBack),
        new Check("selecting.end_isReadable", Selecting::end),
        new Check("selecting.wakeup", Selecting::wakeup),
        new Check("selecting.otherThreadWrites_whileSelecting", Selecting::otherThreadWrites));
  }

  private enum Style {
    SELECTED_KEYS,
    ACTION,
    SELECT_NOW
  }

  /** An end whose one key is in {@code selector}. */
  private static SocketChannel client(Acceptor acceptor) throws Exception {
    SocketChannel channel = SocketChannel.open(acceptor.address());
    channel.configureBlocking(false);
    return channel;
  }

  private static void openUp(Selector selector, SocketChannel channel, End server)
      throws Exception {
    Background<Boolean> peer = Background.run(() -> server.write(new byte[1]));
    ByteBuffer one = ByteBuffer.allocate(1);
    while (channel.read(one) == 0) {
      selector.select(20_000);
      selector.selectedKeys().clear();
    }
    peer.join();
  }

  /** Reads 2,048 bytes once each time the channel is ready; what is left makes it ready again. */
  private static void rest(Style style) throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      openUp(selector, channel, server);
      byte[] bytes = Bytes.of(LARGE, 1);
      Background<Boolean> peer = Background.run(() -> server.write(bytes));
      ByteBuffer all = ByteBuffer.allocate(LARGE);
      int empty = 0;
      long until = System.nanoTime() + 20_000_000_000L;
      while (all.hasRemaining() && System.nanoTime() < until) {
        int before = all.position();
        switch (style) {
          case SELECTED_KEYS -> {
            selector.select(5_000);
            if (selector.selectedKeys().removeIf(SelectionKey::isReadable)) {
              readSome(channel, all);
            }
          }
          case ACTION -> selector.select(key -> readSomeUnchecked(channel, all), 5_000);
          case SELECT_NOW -> {
            selector.selectNow();
            if (selector.selectedKeys().removeIf(SelectionKey::isReadable)) {
              readSome(channel, all);
            }
          }
        }
        empty += all.position() == before && style != Style.SELECT_NOW ? 1 : 0;
      }
      peer.join();
      Expect.same(all.array(), bytes, "all");
      Expect.that(empty <= 40, "selected in vain " + empty + " times");
      Expect.equal(selector.selectNow(), 0, "keys when all is read");
    }
  }

  private static void readSome(SocketChannel channel, ByteBuffer all) throws java.io.IOException {
    ByteBuffer part = all.slice();
    part.limit(Math.min(part.limit(), 2_048));
    Expect.that(channel.read(part) >= 0, "not at the end");
    all.position(all.position() + part.position());
  }

  private static void readSomeUnchecked(SocketChannel channel, ByteBuffer all) {
    try {
      readSome(channel, all);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void keyStaysSelected() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      openUp(selector, channel, server);
      server.write(new byte[5_000]);
      Expect.equal(selector.select(20_000), 1, "keys");
      Expect.equal(channel.read(ByteBuffer.allocate(2_000)), 2_000, "bytes");
      Expect.equal(selector.select(1_000), 0, "keys while the key is still selected");
      Expect.that(key.isReadable(), "readable still");
      selector.selectedKeys().clear();
      Expect.equal(selector.select(20_000), 1, "keys when it is removed");
      Expect.equal(channel.read(ByteBuffer.allocate(9_000)), 3_000, "bytes");
    }
  }

  private static void silence() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      openUp(selector, channel, server);
      int selects = countSelects(selector, channel);
      Expect.that(selects <= 5, selects + " selections in 300 ms of silence");
    }
  }

  /** Selections, each followed by a read, in 300 ms. */
  private static int countSelects(Selector selector, SocketChannel channel) throws Exception {
    long until = System.nanoTime() + 300_000_000;
    int selects = 0;
    for (long left = 300; left > 0; left = (until - System.nanoTime()) / 1_000_000) {
      selector.select(left);
      selector.selectedKeys().clear();
      Expect.equal(channel.read(ByteBuffer.allocate(10)), 0, "bytes of a silent peer");
      selects++;
    }
    return selects;
  }

  private static void silentOpening() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      int selects = countSelects(selector, channel);
      Expect.that(selects <= 8, selects + " selections in 300 ms of silence");
      try (End server = acceptor.accept();
          SocketChannel second = client(acceptor);
          End silentServer = acceptor.accept();
          Selector serverSelector = Selector.open()) {
        openUp(selector, channel, server);
        SocketChannel quiet = second;
        quiet.register(serverSelector, SelectionKey.OP_READ);
        selects = countSelects(serverSelector, quiet);
        Expect.that(selects <= 8, selects + " selections of the second in 300 ms");
        Expect.that(silentServer != server, "two connections");
      }
    }
  }

  private static void writeInterestAlone() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      Background<byte[]> peer = Background.start(() -> server.readAll(100));
      channel.register(selector, SelectionKey.OP_WRITE);
      ByteBuffer bytes = ByteBuffer.wrap(Bytes.of(30_000, 2));
      while (bytes.hasRemaining()) {
        selector.select(20_000);
        for (SelectionKey key : selector.selectedKeys()) {
          Expect.equal(key.readyOps(), SelectionKey.OP_WRITE, "ready");
        }
        selector.selectedKeys().clear();
        channel.write(bytes);
      }
      channel.shutdownOutput();
      Expect.same(peer.join(), bytes.array(), "to the server");
    }
  }

  /** A server that only reads, with a client that only writes. */
  private static void readInterestAlone() throws Exception {
    try (java.nio.channels.ServerSocketChannel listener = Transport.serverChannel();
        End client =
            Transport.SOCKET.connect((java.net.InetSocketAddress) listener.getLocalAddress());
        SocketChannel channel = listener.accept();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      Background<Boolean> peer = Background.run(() -> client.write(new byte[] {3}));
      ByteBuffer one = ByteBuffer.allocate(1);
      while (one.hasRemaining()) {
        selector.select(20_000);
        if (selector.selectedKeys().removeIf(SelectionKey::isReadable)) {
          channel.read(one);
        }
      }
      peer.join();
      Expect.equal(one.get(0), (byte) 3, "byte");
    }
  }

  private static void interestChanges() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      SelectionKey key = channel.register(selector, 0);
      Expect.equal(selector.selectNow(), 0, "keys without interest");
      key.interestOps(SelectionKey.OP_WRITE);
      selector.selectNow();
      selector.selectedKeys().clear();
      key.interestOps(SelectionKey.OP_READ);
      selector.selectNow();
      selector.selectedKeys().clear();
      key.interestOps(0);
      Background<Boolean> peer = Background.run(() -> server.write(new byte[] {4}));
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      ByteBuffer one = ByteBuffer.allocate(1);
      while (one.hasRemaining()) {
        selector.select(20_000);
        if (selector.selectedKeys().removeIf(SelectionKey::isReadable)) {
          channel.read(one);
        }
        selector.selectedKeys().clear();
      }
      peer.join();
      Expect.equal(one.get(0), (byte) 4, "byte");
    }
  }

  private static void interestTakenBack() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      openUp(selector, channel, server);
      server.write(new byte[5_000]);
      Expect.equal(selector.select(20_000), 1, "keys");
      Expect.equal(channel.read(ByteBuffer.allocate(1_000)), 1_000, "bytes");
      selector.selectedKeys().clear();
      key.interestOps(0);
      Expect.equal(selector.selectNow(), 0, "keys without interest");
      key.interestOps(SelectionKey.OP_READ);
      Expect.equal(selector.select(20_000), 1, "keys with interest again");
      Expect.equal(channel.read(ByteBuffer.allocate(9_000)), 4_000, "bytes");
    }
  }

  private static void end() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      openUp(selector, channel, server);
      server.write(new byte[10]);
      server.close();
      ByteBuffer some = ByteBuffer.allocate(3);
      int total = 0;
      while (true) {
        Expect.equal(selector.select(20_000), 1, "keys");
        selector.selectedKeys().clear();
        int n = channel.read(some.clear());
        if (n < 0) {
          break;
        }
        total += n;
      }
      Expect.equal(total, 10, "bytes");
      Expect.equal(selector.select(20_000), 1, "keys at the end, still");
    }
  }

  private static void wakeup() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      selector.select(100);
      Background<Integer> blocked = Background.start(() -> selector.select()).awaitBlocked();
      selector.wakeup();
      Expect.equal(blocked.join(), 0, "keys");
      selector.wakeup();
      Expect.equal(selector.select(), 0, "keys");
    }
  }

  private static void otherThreadWrites() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      Background<byte[]> echo =
          Background.start(
              () -> {
                byte[] bytes = server.readExactly(1_000);
                server.write(bytes);
                return bytes;
              });
      byte[] bytes = Bytes.of(1_000, 3);
      Background<Boolean> writer =
          Background.run(
              () -> {
                ByteBuffer source = ByteBuffer.wrap(bytes);
                while (source.hasRemaining()) {
                  channel.write(source);
                  Thread.onSpinWait();
                }
              });
      ByteBuffer back = ByteBuffer.allocate(1_000);
      while (back.hasRemaining()) {
        selector.select(20_000);
        selector.selectedKeys().clear();
        channel.read(back);
      }
      writer.join();
      Expect.same(echo.join(), bytes, "to the server");
      Expect.same(back.array(), bytes, "to the client");
    }
  }
}

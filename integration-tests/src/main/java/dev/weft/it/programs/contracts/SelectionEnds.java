package dev.weft.it.programs.contracts;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A selection ends when a key is ready, when it is told to, or when its time is over. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class SelectionEnds {
  private static final int BOTH = SelectionKey.OP_READ | SelectionKey.OP_WRITE;

  private SelectionEnds() {}

  static List<Check> checks() {
    return List.of(
        new Check("selecting.untimed_endsWithAKey", SelectionEnds::untimed),
        new Check("selecting.untimed_endsForASelectedKey", SelectionEnds::selectedKey),
        new Check("selecting.timed_lastsItsTime", SelectionEnds::timed),
        new Check("selecting.interrupt_endsIt", SelectionEnds::interrupt),
        new Check("selecting.close_endsIt", SelectionEnds::close),
        new Check("selecting.action_onceForAKey", SelectionEnds::action),
        new Check("selecting.wakeups_whileConnectionsOpen", SelectionEnds::wakeups),
        new Check("selecting.wakeup_beforeTheFirstKey", SelectionEnds::wakeupBefore));
  }

  private static SocketChannel client(Acceptor acceptor) throws Exception {
    SocketChannel channel = SocketChannel.open(acceptor.address());
    channel.configureBlocking(false);
    return channel;
  }

  /** The peer opens the connection with its read, and only then writes. */
  private static void untimed() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      Background<Boolean> peer = Background.run(() -> server.write(server.readExactly(1)));
      Background<Integer> selection = Background.start(() -> selector.select()).awaitBlocked();
      ByteBuffer one = ByteBuffer.wrap(new byte[] {7});
      while (one.hasRemaining()) {
        channel.write(one);
        Thread.onSpinWait();
      }
      Expect.equal(selection.join(), 1, "keys");
      Expect.equal(channel.read(ByteBuffer.allocate(10)), 1, "bytes");
      peer.join();
    }
  }

  /** A key that stays selected ends each selection, and is no news. */
  private static void selectedKey() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      Background<Boolean> peer = Background.run(() -> server.write(server.readExactly(1)));
      SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
      Expect.equal(selector.select(), 1, "keys");
      Expect.equal(selector.select(), 0, "keys, none of them new");
      Expect.equal(channel.write(ByteBuffer.wrap(new byte[1])), 1, "bytes");
      key.interestOps(SelectionKey.OP_READ);
      Expect.equal(selector.select(), 1, "keys for the other operation");
      Expect.equal(key.readyOps(), BOTH, "ready");
      Expect.equal(selector.select(), 0, "keys, none of them new");
      peer.join();
    }
  }

  private static void timed() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      Background<byte[]> peer = Background.start(() -> server.readExactly(1));
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        Expect.equal(selector.select(300), 0, "keys while the peer is silent");
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        Expect.that(millis >= 299, "over after " + millis + " ms (expected: 300)");
      }
      channel.configureBlocking(false);
      while (channel.write(ByteBuffer.wrap(new byte[1])) == 0) {
        Thread.onSpinWait();
      }
      peer.join();
    }
  }

  private static void interrupt() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      Background<Boolean> selection =
          Background.start(
                  () -> {
                    Expect.equal(selector.select(), 0, "keys");
                    return Thread.currentThread().isInterrupted();
                  })
              .awaitBlocked();
      selection.thread().interrupt();
      Expect.equal(selection.join(), true, "the interrupt status is set");
    }
  }

  private static void close() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      Background<Integer> selection = Background.start(() -> selector.select()).awaitBlocked();
      selector.close();
      Expect.equal(selection.join(), 0, "keys");
      Expect.fails(ClosedSelectorException.class, selector::select);
    }
  }

  private static void action() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      Background<Boolean> peer = Background.run(() -> server.write(new byte[5_000]));
      SelectionKey key = channel.register(selector, BOTH);
      while (key.readyOps() != BOTH) {
        selector.select();
      }
      peer.join();
      selector.selectedKeys().clear();
      for (int rest = 5_000; rest > 0; rest -= 1_000) {
        List<Integer> told = new ArrayList<>();
        Expect.equal(selector.select(k -> told.add(k.readyOps())), 1, "keys");
        Expect.equal(told, List.of(BOTH), "what the action is told");
        Expect.equal(channel.read(ByteBuffer.allocate(1_000)), 1_000, "bytes");
      }
    }
  }

  /** Each wake-up ends a selection, whatever becomes of connections meanwhile. */
  private static void wakeups() throws Exception {
    int rounds = 60;
    List<AutoCloseable> open = new ArrayList<>();
    try (Acceptor acceptor = Transport.SOCKET.listen();
        Selector selector = Selector.open()) {
      for (int i = 0; i < rounds; i++) {
        Background<Integer> selection = Background.start(() -> selector.select());
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        open.add(channel);
        open.add(server);
        channel.register(selector, SelectionKey.OP_READ);
        // It reads one byte that never comes, and opens the connection with that.
        Background<byte[]> peer = Background.start(() -> server.readExactly(1));
        selector.wakeup();
        Expect.equal(selection.join(), 0, "keys in round " + i);
        Expect.that(!peer.isDone(), "the peer is to wait");
      }
    } finally {
      for (AutoCloseable each : open) {
        each.close();
      }
    }
  }

  private static void wakeupBefore() throws Exception {
    try (Acceptor acceptor = Transport.SOCKET.listen();
        SocketChannel channel = client(acceptor);
        End server = acceptor.accept();
        Selector selector = Selector.open()) {
      selector.wakeup();
      channel.register(selector, SelectionKey.OP_READ);
      Background<byte[]> peer = Background.start(() -> server.readExactly(1));
      Expect.equal(selector.select(), 0, "keys");
      while (channel.write(ByteBuffer.wrap(new byte[1])) == 0) {
        Thread.onSpinWait();
      }
      peer.join();
    }
  }
}

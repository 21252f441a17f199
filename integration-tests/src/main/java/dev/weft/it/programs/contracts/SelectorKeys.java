package dev.weft.it.programs.contracts;

import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Keys come and go. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class SelectorKeys {
  private SelectorKeys() {}

  static List<Check> checks() {
    return List.of(
        new Check("keys.closeChannel_whileSelecting", () -> closeWhileSelecting(false)),
        new Check("keys.closeChannel_whileOpening", () -> closeWhileSelecting(true)),
        new Check("keys.cancelWithRest_thenBlocking", SelectorKeys::cancelThenBlocking),
        new Check("keys.cancelWithRest_thenOtherSelector", SelectorKeys::otherSelector),
        new Check("keys.cancelWhileOpening_thenOtherSelector", SelectorKeys::cancelWhileOpening),
        new Check("keys.twoSelectors_bothSeeIt", SelectorKeys::twoSelectors),
        new Check("keys.closedSelector_channelGoesOn", SelectorKeys::closedSelector),
        new Check("keys.blockingRegister_isRefused", SelectorKeys::blockingRegister));
  }

  private static SocketChannel channel(Pair pair) {
    return ((ChannelEnd) pair.client()).channel();
  }

  private static Pair open() throws Exception {
    Pair pair = Pair.open(Transport.CHANNEL);
    Background<Boolean> peer = Background.run(() -> pair.server().write(new byte[1]));
    Expect.equal(pair.client().readExactly(1).length, 1, "bytes");
    peer.join();
    return pair;
  }

  private static void closeWhileSelecting(boolean opening) throws Exception {
    try (Pair pair = opening ? Pair.open(Transport.CHANNEL) : open();
        Selector selector = Selector.open()) {
      SocketChannel channel = channel(pair);
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      Background<Integer> blocked =
          Background.start(
              () -> {
                int keys = 0;
                while (key.isValid() && keys == 0) {
                  keys = selector.select();
                }
                return keys;
              });
      blocked.awaitBlocked();
      channel.close();
      Expect.that(!key.isValid(), "the key is cancelled");
      selector.wakeup();
      Expect.equal(blocked.join(), 0, "keys");
      selector.selectNow();
      Expect.equal(selector.keys().size(), 0, "keys left");
      Expect.fails(CancelledKeyException.class, key::interestOps);
    }
  }

  /** Sends 100 bytes and reads 10 of them. */
  private static void leaveRest(Pair pair, Selector selector) throws Exception {
    pair.server().write(new byte[100]);
    selector.select(20_000);
    ByteBuffer ten = ByteBuffer.allocate(10);
    while (ten.hasRemaining()) {
      channel(pair).read(ten);
    }
  }

  private static void cancelThenBlocking() throws Exception {
    try (Pair pair = open();
        Selector selector = Selector.open()) {
      channel(pair).configureBlocking(false);
      SelectionKey key = channel(pair).register(selector, SelectionKey.OP_READ);
      leaveRest(pair, selector);
      key.cancel();
      selector.selectNow();
      channel(pair).configureBlocking(true);
      Expect.equal(pair.client().readExactly(90).length, 90, "bytes");
      Background<Boolean> peer = Background.run(() -> pair.server().write(new byte[50_000]));
      Expect.equal(pair.client().readExactly(50_000).length, 50_000, "bytes");
      peer.join();
    }
  }

  private static void otherSelector() throws Exception {
    try (Pair pair = open();
        Selector first = Selector.open();
        Selector second = Selector.open()) {
      channel(pair).configureBlocking(false);
      SelectionKey key = channel(pair).register(first, SelectionKey.OP_READ);
      leaveRest(pair, first);
      key.cancel();
      Expect.equal(first.selectNow(), 0, "keys of the first");
      channel(pair).register(second, SelectionKey.OP_READ);
      Expect.equal(second.select(20_000), 1, "keys of the second");
      Expect.equal(channel(pair).read(ByteBuffer.allocate(100)), 90, "bytes");
    }
  }

  private static void cancelWhileOpening() throws Exception {
    try (Pair pair = Pair.open(Transport.CHANNEL);
        Selector first = Selector.open();
        Selector second = Selector.open()) {
      channel(pair).configureBlocking(false);
      SelectionKey key = channel(pair).register(first, SelectionKey.OP_READ);
      first.selectNow();
      key.cancel();
      first.selectNow();
      channel(pair).register(second, SelectionKey.OP_READ);
      Background<Boolean> peer = Background.run(() -> pair.server().write(new byte[] {7}));
      ByteBuffer one = ByteBuffer.allocate(1);
      while (one.hasRemaining()) {
        second.select(20_000);
        second.selectedKeys().clear();
        channel(pair).read(one);
      }
      peer.join();
    }
  }

  private static void twoSelectors() throws Exception {
    try (Pair pair = open();
        Selector first = Selector.open();
        Selector second = Selector.open()) {
      channel(pair).configureBlocking(false);
      channel(pair).register(first, SelectionKey.OP_READ);
      channel(pair).register(second, SelectionKey.OP_READ);
      leaveRest(pair, first);
      first.selectedKeys().clear();
      Expect.equal(second.select(20_000), 1, "keys of the second");
      Expect.equal(first.select(20_000), 1, "keys of the first");
      Expect.equal(channel(pair).read(ByteBuffer.allocate(100)), 90, "bytes");
    }
  }

  private static void closedSelector() throws Exception {
    try (Pair pair = Pair.open(Transport.CHANNEL)) {
      channel(pair).configureBlocking(false);
      try (Selector selector = Selector.open()) {
        channel(pair).register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        selector.selectNow();
      }
      channel(pair).configureBlocking(true);
      Background<Boolean> peer = Background.run(() -> pair.server().write(new byte[10]));
      Expect.equal(pair.client().readExactly(10).length, 10, "bytes");
      peer.join();
    }
  }

  private static void blockingRegister() throws Exception {
    try (Pair pair = open();
        Selector selector = Selector.open()) {
      Expect.fails(
          IllegalBlockingModeException.class,
          () -> channel(pair).register(selector, SelectionKey.OP_READ));
    }
  }
}

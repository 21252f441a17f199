package dev.weft.it.programs.contracts;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How a channel reads: on its own, and when it is told to. */
// The option for messages for each read is deprecated, and used.
@SuppressWarnings("deprecation")
final class NettyReading {
  private static final int SMALL = 100;
  private static final int BYTES = 300_000;
  private static final long LIMIT_SECONDS = 40;

  private final NettyTransport transport;

  NettyReading(NettyTransport transport) {
    this.transport = transport;
  }

  List<Check> checks() {
    String name = transport.title() + ".reading.";
    // Netty alone may read twice there when it is asked once: for an event, and for what it was
    // told of before.
    String asked = transport == NettyTransport.EDGE ? transport.title() + ".meshed." : name;
    return List.of(
        new Check(name + "smallBuffer_nothingIsLost", () -> smallBuffer(true)),
        new Check(name + "smallBuffer_openedFirst_nothingIsLost", () -> smallBuffer(false)),
        new Check(name + "oneMessageForEachRead_nothingIsLost", this::oneMessage),
        new Check(asked + "whenAsked_onlyThen", () -> whenAsked(false)),
        new Check(asked + "whenAsked_beforeItIsOpen_onlyThen", () -> whenAsked(true)),
        new Check(name + "switchedOffAndOn_nothingIsLost", this::switched),
        new Check(name + "asked_onceForWhatIsThereAlready", this::askedLate),
        new Check(name + "serverFirst", this::serverFirst),
        new Check(name + "manyConnections", this::manyConnections));
  }

  private NettyPair open(int messages) throws InterruptedException {
    return NettyPair.open(
        transport,
        server ->
            server
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(SMALL))
                .childOption(ChannelOption.MAX_MESSAGES_PER_READ, messages),
        client -> client);
  }

  private void smallBuffer(boolean opening) throws Exception {
    byte[] bytes = Bytes.of(BYTES, 1);
    try (NettyPair pair = open(16)) {
      if (!opening) {
        pair.established();
      }
      pair.client().send(bytes);
      pair.server().awaitBytes(bytes);
      Expect.that(pair.server().pieces().stream().allMatch(n -> n <= SMALL), "a large piece");
    }
  }

  private void oneMessage() throws Exception {
    byte[] bytes = Bytes.of(BYTES / 4, 2);
    try (NettyPair pair = open(1)) {
      pair.client().send(bytes);
      pair.server().awaitBytes(bytes);
      int completed = pair.server().count("read complete");
      Expect.that(
          pair.server().pieces().size() <= completed + 1, "more messages than reads: " + completed);
    }
  }

  private void whenAsked(boolean opening) throws Exception {
    byte[] bytes = Bytes.of(20 * SMALL, 3);
    try (NettyPair pair =
        NettyPair.open(
            transport,
            server ->
                server
                    .childOption(
                        ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(SMALL))
                    .childOption(ChannelOption.MAX_MESSAGES_PER_READ, 1)
                    .childOption(ChannelOption.AUTO_READ, !opening),
            client -> client)) {
      if (!opening) {
        pair.established();
        pair.server().channel().config().setAutoRead(false);
        settle(pair.server().channel());
      }
      pair.client().sending(bytes).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      settle(pair.server().channel());
      // A read may have been under way when it was switched off.
      int before = pair.server().size();
      Expect.that(opening ? before == 0 : before <= SMALL, "read without being asked: " + before);
      while (pair.server().size() < bytes.length) {
        before = pair.server().size();
        int complete = pair.server().count("read complete");
        pair.server().channel().read();
        pair.server().awaitCount("read complete", complete + 1);
        settle(pair.server().channel());
        Expect.that(pair.server().size() <= before + SMALL, "read more than was asked for");
      }
      pair.server().awaitBytes(bytes);
    }
  }

  /** Returns when the channel's event loop has nothing to do, as far as that can be known. */
  private static void settle(Channel channel) throws Exception {
    for (int i = 0; i < 3; i++) {
      channel
          .eventLoop()
          .schedule(() -> {}, 10, TimeUnit.MILLISECONDS)
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void switched() throws Exception {
    byte[] bytes = Bytes.of(4 * BYTES, 4);
    try (NettyPair pair = open(2)) {
      pair.client().send(bytes);
      boolean on = true;
      while (pair.server().size() < bytes.length) {
        on = !on;
        pair.server().channel().config().setAutoRead(on);
        settle(pair.server().channel());
        if (on) {
          int size = pair.server().size();
          pair.server().awaitMoreThan(Math.min(size, bytes.length - 1));
        }
      }
      pair.server().awaitBytes(bytes);
    }
  }

  /** The mesh may have it in hand: the kernel does not say so again. */
  private void askedLate() throws Exception {
    byte[] bytes = Bytes.of(5 * SMALL, 5);
    try (NettyPair pair = open(1)) {
      pair.established();
      pair.server().channel().config().setAutoRead(false);
      settle(pair.server().channel());
      pair.client().sending(bytes).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().channel().read();
      pair.server().awaitMoreThan(0);
      settle(pair.server().channel());
      pair.server().channel().config().setAutoRead(true);
      pair.server().awaitBytes(bytes);
    }
  }

  private void serverFirst() throws Exception {
    byte[] bytes = Bytes.of(BYTES, 6);
    try (NettyPair pair = NettyPair.open(transport)) {
      pair.server().send(bytes);
      pair.client().awaitBytes(bytes);
      pair.client().send(bytes);
      pair.server().awaitBytes(bytes);
    }
  }

  private void manyConnections() throws Exception {
    byte[] bytes = Bytes.of(5_000, 7);
    NettyPair[] pairs = new NettyPair[100];
    try {
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = NettyPair.open(transport);
        pairs[i].client().send(bytes);
        pairs[i].server().send(bytes);
      }
      for (NettyPair pair : pairs) {
        pair.server().awaitBytes(bytes);
        pair.client().awaitBytes(bytes);
      }
    } finally {
      for (NettyPair pair : pairs) {
        if (pair != null) {
          pair.close();
        }
      }
    }
  }
}

package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A blocking channel that is closed, interrupted or shut down under those who use it. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class ChannelClosing {
  private ChannelClosing() {}

  static List<Check> checks() {
    return List.of(
        new Check("channelClosing.read_established", () -> close(true, false)),
        new Check("channelClosing.read_opening", () -> close(false, false)),
        new Check("channelClosing.write_established", () -> close(true, true)),
        new Check("channelClosing.write_opening", () -> close(false, true)),
        new Check("channelClosing.accept", ChannelClosing::accept),
        new Check("channelClosing.connect", ChannelClosing::connect),
        new Check("channelClosing.interruptRead_established", () -> interrupt(true, false)),
        new Check("channelClosing.interruptRead_opening", () -> interrupt(false, false)),
        new Check("channelClosing.interruptWrite_established", () -> interrupt(true, true)),
        new Check("channelClosing.interruptWrite_opening", () -> interrupt(false, true)),
        new Check("channelClosing.interruptAccept", ChannelClosing::interruptAccept),
        new Check("channelClosing.interruptBefore", ChannelClosing::interruptBefore),
        new Check("channelClosing.shutdownInput_unblocksRead", ChannelClosing::shutdownInput),
        new Check("channelClosing.use_closed", ChannelClosing::useClosed));
  }

  private static Check.Body use(SocketChannel channel, boolean write) {
    return () -> {
      if (write) {
        ByteBuffer much = ByteBuffer.allocate(64 << 20);
        while (much.hasRemaining()) {
          channel.write(much);
        }
      } else {
        channel.read(ByteBuffer.allocate(10));
      }
    };
  }

  private static Pair open(boolean established) throws Exception {
    Pair pair = Pair.open(Transport.CHANNEL);
    if (established) {
      Background<Boolean> peer =
          Background.run(() -> pair.server().write(pair.server().readExactly(1)));
      pair.client().write(new byte[1]);
      Expect.equal(pair.client().readExactly(1).length, 1, "bytes");
      peer.join();
    }
    return pair;
  }

  private static SocketChannel client(Pair pair) {
    return ((ChannelEnd) pair.client()).channel();
  }

  private static void close(boolean established, boolean write) throws Exception {
    try (Pair pair = open(established)) {
      Background<Boolean> blocked = Background.run(use(client(pair), write)).awaitBlocked();
      client(pair).close();
      if (write) {
        // A write that was cut short returns; the next one finds the channel closed.
        Expect.failsLike(ClosedChannelException.class, blocked::join);
      } else {
        Expect.fails(AsynchronousCloseException.class, blocked::join);
      }
    }
  }

  private static void accept() throws Exception {
    ServerSocketChannel server = Transport.serverChannel();
    Background<Boolean> blocked = Background.run(server::accept).awaitBlocked();
    server.close();
    Expect.fails(AsynchronousCloseException.class, blocked::join);
  }

  private static void connect() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket second = new Socket(server.getInetAddress(), server.getLocalPort());
        SocketChannel third = SocketChannel.open()) {
      Expect.that(first.isConnected() && second.isConnected(), "connected");
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      Background<Boolean> blocked = Background.run(() -> third.connect(address)).awaitBlocked();
      third.close();
      Expect.fails(AsynchronousCloseException.class, blocked::join);
    }
  }

  private static void interrupt(boolean established, boolean write) throws Exception {
    try (Pair pair = open(established)) {
      AtomicBoolean flag = new AtomicBoolean();
      Background<Boolean> blocked =
          Background.run(
                  () -> {
                    try {
                      use(client(pair), write).run();
                    } finally {
                      flag.set(Thread.currentThread().isInterrupted());
                    }
                  })
              .awaitBlocked();
      blocked.thread().interrupt();
      Expect.fails(ClosedByInterruptException.class, blocked::join);
      Expect.that(flag.get(), "the interrupt status is set");
      Expect.that(!client(pair).isOpen(), "the channel is closed");
    }
  }

  private static void interruptAccept() throws Exception {
    try (ServerSocketChannel server = Transport.serverChannel()) {
      Background<Boolean> blocked = Background.run(server::accept).awaitBlocked();
      blocked.thread().interrupt();
      Expect.fails(ClosedByInterruptException.class, blocked::join);
      Expect.that(!server.isOpen(), "the channel is closed");
    }
  }

  private static void interruptBefore() throws Exception {
    try (Pair pair = open(true)) {
      Background<Boolean> work =
          Background.run(
              () -> {
                Thread.currentThread().interrupt();
                client(pair).read(ByteBuffer.allocate(1));
              });
      Expect.fails(ClosedByInterruptException.class, work::join);
      Expect.equal(pair.server().read(ByteBuffer.allocate(1)), -1, "read of the peer");
    }
  }

  private static void shutdownInput() throws Exception {
    try (Pair pair = open(true)) {
      Background<Integer> reader =
          Background.start(() -> client(pair).read(ByteBuffer.allocate(1))).awaitBlocked();
      client(pair).shutdownInput();
      Expect.equal(reader.join(), -1, "the blocked read");
      Expect.equal(client(pair).read(ByteBuffer.allocate(1)), -1, "the next read");
      pair.client().write(new byte[] {8});
      Expect.same(pair.server().readExactly(1), new byte[] {8}, "to the server");
    }
  }

  private static void useClosed() throws IOException {
    try (Pair pair = Pair.open(Transport.CHANNEL)) {
      pair.client().close();
      Expect.fails(ClosedChannelException.class, () -> client(pair).read(ByteBuffer.allocate(1)));
      Expect.fails(ClosedChannelException.class, () -> client(pair).write(ByteBuffer.allocate(1)));
    }
  }
}

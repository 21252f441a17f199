package dev.weft.it.programs.contracts;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Random;

/** A non-blocking writer whose reader is slow. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class Backpressure {
  private Backpressure() {}

  static List<Check> checks() {
    return List.of(
        new Check("backpressure.fullBuffer_isNotWritable", Backpressure::full),
        new Check("backpressure.shortWrites_nothingLostOrDoubled", Backpressure::shortWrites),
        new Check("backpressure.shortVectorWrites", Backpressure::shortVectorWrites),
        new Check("backpressure.zeroWritten_otherBytesNext", Backpressure::otherBytesNext),
        new Check("backpressure.zeroWritten_otherByteNext", Backpressure::otherByteNext),
        new Check("backpressure.closeWhenFull_deliversWhatWasTaken", Backpressure::taken),
        new Check("backpressure.blockingWrite_takesAll", () -> blocking(false)),
        new Check("backpressure.blockingVectorWrite_takesAll", () -> blocking(true)),
        new Check("backpressure.readWhileWriteIsBlocked", Backpressure::readWhileWriteIsBlocked));
  }

  private static SocketChannel channel(Pair pair) {
    return ((ChannelEnd) pair.client()).channel();
  }

  private static Pair open() throws Exception {
    Pair pair = Pair.open(Transport.CHANNEL);
    Background<Boolean> peer = Background.run(() -> pair.server().write(new byte[1]));
    Expect.equal(pair.client().readExactly(1).length, 1, "bytes");
    peer.join();
    channel(pair).configureBlocking(false);
    return pair;
  }

  /** Writes until nothing is taken any more; how much was. */
  private static int fill(SocketChannel channel, byte[] pattern, int from) throws Exception {
    int at = from;
    int zeros = 0;
    while (zeros < 3) {
      int offset = at % pattern.length;
      int length = Math.min(10_007, pattern.length - offset);
      int n = channel.write(ByteBuffer.wrap(pattern, offset, length));
      at += n;
      zeros = n == 0 ? zeros + 1 : 0;
    }
    return at;
  }

  private static void full() throws Exception {
    try (Pair pair = open();
        Selector selector = Selector.open()) {
      channel(pair).register(selector, SelectionKey.OP_WRITE);
      int sent = fill(channel(pair), Bytes.of(100_003, 1), 0);
      Expect.equal(selector.selectNow(), 0, "keys while the buffer is full");
      Background<byte[]> reader = Background.start(() -> pair.server().readExactly(sent - 1));
      Expect.equal(selector.select(20_000), 1, "keys when the reader has begun");
      reader.join();
    }
  }

  private static void shortWrites() throws Exception {
    try (Pair pair = open();
        Selector selector = Selector.open()) {
      channel(pair).register(selector, SelectionKey.OP_WRITE);
      byte[] bytes = Bytes.of(6_000_000, 2);
      Background<byte[]> reader = Background.start(() -> slowly(pair.server()));
      ByteBuffer source = ByteBuffer.wrap(bytes);
      int turn = 0;
      while (source.hasRemaining()) {
        selector.select(20_000);
        selector.selectedKeys().clear();
        int size = 1 + turn++ * 7919 % 90_000;
        source.limit(Math.min(bytes.length, source.position() + size));
        channel(pair).write(source);
        source.limit(bytes.length);
      }
      channel(pair).shutdownOutput();
      Expect.same(reader.join(), bytes, "to the server");
    }
  }

  private static byte[] slowly(End end) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(3_001);
    int reads = 0;
    while (end.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
      if (reads++ % 300 == 0) {
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      }
    }
    return all.toByteArray();
  }

  private static void shortVectorWrites() throws Exception {
    try (Pair pair = open();
        Selector selector = Selector.open()) {
      channel(pair).register(selector, SelectionKey.OP_WRITE);
      byte[] bytes = Bytes.of(5_000_000, 3);
      Background<byte[]> reader = Background.start(() -> slowly(pair.server()));
      ByteBuffer[] sources = new ByteBuffer[50];
      for (int i = 0; i < sources.length; i++) {
        sources[i] = ByteBuffer.wrap(bytes, i * 100_000, 100_000);
      }
      ByteBuffer last = sources[sources.length - 1];
      while (last.hasRemaining()) {
        selector.select(20_000);
        selector.selectedKeys().clear();
        channel(pair).write(sources);
      }
      channel(pair).shutdownOutput();
      Expect.same(reader.join(), bytes, "to the server");
    }
  }

  /** Nothing was taken, so nothing is owed: another byte may follow. */
  private static void otherBytesNext() throws Exception {
    try (Pair pair = open()) {
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      byte next = 0;
      int zeros = 0;
      while (zeros < 20) {
        next++;
        if (channel(pair).write(ByteBuffer.wrap(new byte[] {next})) == 1) {
          sent.write(next);
          zeros = 0;
        } else {
          zeros++;
        }
        if (sent.size() < 2_000_000 && zeros == 0) {
          byte[] block = Bytes.of(4_096, sent.size());
          int n = channel(pair).write(ByteBuffer.wrap(block));
          sent.write(block, 0, n);
          if (n < block.length && n > 0) {
            // The rest of what was taken in part goes first.
            while (n < block.length) {
              int more = channel(pair).write(ByteBuffer.wrap(block, n, block.length - n));
              sent.write(block, n, more);
              n += more;
              if (more == 0) {
                break;
              }
            }
            break;
          }
        }
      }
      byte[] expected = sent.toByteArray();
      channel(pair).configureBlocking(true);
      Background<byte[]> reader =
          Background.start(() -> pair.server().readExactly(expected.length));
      Expect.same(reader.join(), expected, "to the server");
    }
  }

  /** The same over and over, with single bytes, between buffers that hardly hold anything. */
  private static void otherByteNext() throws Exception {
    try (ServerSocketChannel listener =
            ServerSocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
        SocketChannel client = SocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client.setOption(StandardSocketOptions.SO_SNDBUF, 8_192).connect(listener.getLocalAddress());
      try (End server = new ChannelEnd(listener.accept())) {
        Background<byte[]> reader = Background.start(() -> slowly(server));
        byte[] sent = sendWhatFindsRoom(client);
        Expect.same(reader.join(), sent, "to the server");
      }
    }
  }

  private static byte[] sendWhatFindsRoom(SocketChannel client) throws Exception {
    Random random = new Random(7);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    // Until this is taken TLS opens.
    client.write(ByteBuffer.wrap(new byte[1]));
    sent.write(0);
    client.configureBlocking(false);
    while (sent.size() < 2_000_000) {
      byte[] bytes = new byte[random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(3_000)];
      random.nextBytes(bytes);
      int n = client.write(ByteBuffer.wrap(bytes));
      // What is taken in part has to be gone on with; what is not may be given up.
      while (n > 0 && n < bytes.length) {
        n += client.write(ByteBuffer.wrap(bytes, n, bytes.length - n));
      }
      sent.write(bytes, 0, n);
    }
    client.shutdownOutput();
    return sent.toByteArray();
  }

  private static void taken() throws Exception {
    try (Pair pair = open()) {
      byte[] pattern = Bytes.of(100_003, 4);
      int sent = fill(channel(pair), pattern, 0);
      channel(pair).close();
      byte[] got = pair.server().readExactly(sent);
      for (int i = 0; i < sent; i++) {
        Expect.that(got[i] == pattern[i % pattern.length], "byte " + i);
      }
    }
  }

  /** Of many buffers, of different lengths, in one call; none of them is left out. */
  private static void blocking(boolean vector) throws Exception {
    try (Pair pair = open()) {
      channel(pair).configureBlocking(true);
      byte[] bytes = Bytes.of(12_000_000, 5);
      ByteBuffer[] sources = new ByteBuffer[vector ? 40 : 1];
      for (int i = 0, at = 0; i < sources.length; i++) {
        int end = i == sources.length - 1 ? bytes.length : at + (i % 5) * 130_001;
        sources[i] = ByteBuffer.wrap(bytes, at, end - at);
        at = end;
      }
      Background<Long> writer =
          Background.start(
                  () -> vector ? channel(pair).write(sources) : channel(pair).write(sources[0]))
              .awaitBlocked();
      Background<byte[]> reader = Background.start(() -> slowly(pair.server()));
      Expect.equal(writer.join(), (long) bytes.length, "bytes written");
      channel(pair).shutdownOutput();
      Expect.same(reader.join(), bytes, "to the server");
    }
  }

  private static void readWhileWriteIsBlocked() throws Exception {
    try (Pair pair = Pair.open(Transport.SOCKET)) {
      Background<Boolean> writer = Background.run(() -> pair.client().write(new byte[32 << 20]));
      Background<byte[]> first = Background.start(() -> pair.server().readExactly(1));
      first.join();
      writer.awaitBlocked();
      Background<Boolean> down = Background.run(() -> pair.server().write(new byte[100_000]));
      Expect.equal(pair.client().readExactly(100_000).length, 100_000, "bytes");
      down.join();
      Background<byte[]> rest = Background.start(() -> pair.server().readExactly((32 << 20) - 1));
      rest.join();
      writer.join();
    }
  }
}

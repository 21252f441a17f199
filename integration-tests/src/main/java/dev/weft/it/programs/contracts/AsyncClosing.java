package dev.weft.it.programs.contracts;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadPendingException;
import java.nio.channels.WritePendingException;
import java.util.List;
import java.util.concurrent.Future;

/** An asynchronous channel that is closed, or used twice, while an operation goes on. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class AsyncClosing {
  private AsyncClosing() {}

  static List<Check> checks() {
    return List.of(
        new Check("asyncClosing.read_opening", () -> read(false)),
        new Check("asyncClosing.read_established", () -> read(true)),
        new Check("asyncClosing.write_opening", AsyncClosing::write),
        new Check("asyncClosing.accept", AsyncClosing::accept),
        new Check("asyncClosing.secondRead_isRefused", AsyncClosing::secondRead),
        new Check("asyncClosing.secondWrite_isRefused", AsyncClosing::secondWrite),
        new Check("asyncClosing.use_closed", AsyncClosing::useClosed),
        new Check("asyncClosing.shutdownInput", AsyncClosing::shutdownInput));
  }

  private static AsynchronousSocketChannel client(Pair pair) {
    return ((AsyncEnd) pair.client()).channel();
  }

  private static Pair open(boolean established) throws Exception {
    Pair pair = Pair.open(Transport.ASYNC);
    if (established) {
      Background<Boolean> peer =
          Background.run(() -> pair.server().write(pair.server().readExactly(1)));
      pair.client().write(new byte[1]);
      Expect.equal(pair.client().readExactly(1).length, 1, "bytes");
      peer.join();
    }
    return pair;
  }

  private static void read(boolean established) throws Exception {
    try (Pair pair = open(established)) {
      Future<Integer> read = client(pair).read(ByteBuffer.allocate(1));
      client(pair).close();
      Expect.fails(AsynchronousCloseException.class, () -> AsyncEnd.await(read));
    }
  }

  private static void write() throws Exception {
    try (Pair pair = open(false)) {
      Future<Integer> write = client(pair).write(ByteBuffer.allocate(64 << 20));
      if (!write.isDone()) {
        client(pair).close();
        Expect.fails(AsynchronousCloseException.class, () -> AsyncEnd.await(write));
      }
    }
  }

  private static void accept() throws Exception {
    AsynchronousServerSocketChannel server =
        AsynchronousServerSocketChannel.open(AsyncEnd.GROUP)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Future<AsynchronousSocketChannel> accept = server.accept();
    server.close();
    Expect.fails(AsynchronousCloseException.class, () -> AsyncEnd.await(accept));
  }

  private static void secondRead() throws Exception {
    try (Pair pair = open(false)) {
      Future<Integer> read = client(pair).read(ByteBuffer.allocate(1));
      Expect.fails(
          ReadPendingException.class,
          () -> AsyncEnd.await(client(pair).read(ByteBuffer.allocate(1))));
      Background<Boolean> peer = Background.run(() -> pair.server().write(new byte[] {1}));
      Expect.equal(AsyncEnd.await(read), 1, "bytes");
      peer.join();
    }
  }

  private static void secondWrite() throws Exception {
    try (Pair pair = open(true)) {
      Future<Integer> first = null;
      do {
        first = client(pair).write(ByteBuffer.allocate(1 << 20));
      } while (first.isDone());
      Expect.fails(
          WritePendingException.class,
          () -> AsyncEnd.await(client(pair).write(ByteBuffer.allocate(1))));
    }
  }

  private static void useClosed() throws Exception {
    try (Pair pair = open(true)) {
      client(pair).close();
      Expect.fails(
          ClosedChannelException.class,
          () -> AsyncEnd.await(client(pair).read(ByteBuffer.allocate(1))));
      Expect.equal(pair.server().read(ByteBuffer.allocate(1)), -1, "read of the peer");
    }
  }

  private static void shutdownInput() throws Exception {
    try (Pair pair = open(true)) {
      client(pair).shutdownInput();
      Expect.equal(pair.client().read(ByteBuffer.allocate(1)), -1, "read");
      pair.client().write(new byte[] {2});
      Expect.same(pair.server().readExactly(1), new byte[] {2}, "to the server");
    }
  }
}

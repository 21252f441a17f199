package dev.weft.it.programs.contracts;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A read by handler of what has come already, while a write waits for a peer that does not read.
 */
final class AsyncReading {
  /** More handlers than the JDK calls within each other. */
  private static final int MANY = 50;

  private static final int MUCH = 32 << 20;

  private AsyncReading() {}

  static List<Check> checks() {
    return List.of(
        new Check("asyncReading.whileAWriteWaits", () -> read(2)),
        new Check("asyncReading.bytewiseWhileAWriteWaits", () -> read(MANY)));
  }

  private static void read(int count) throws Exception {
    byte[] sent = Bytes.of(count, 8);
    try (Pair pair = Pair.open(Transport.ASYNC)) {
      Background<Boolean> peer =
          Background.run(() -> pair.client().write(pair.client().readExactly(1)));
      pair.server().write(new byte[1]);
      Expect.equal(pair.server().readExactly(1).length, 1, "bytes");
      peer.join();
      AsynchronousSocketChannel server = ((AsyncEnd) pair.server()).channel();

      pair.client().write(sent);
      byte[] first = pair.server().readExactly(1);
      Future<Integer> write = server.write(ByteBuffer.allocate(MUCH));
      while (write.isDone()) {
        // A part of it was taken.
        write = server.write(ByteBuffer.allocate(MUCH));
      }
      ByteBuffer got = ByteBuffer.allocate(count).put(first);
      CompletableFuture<Integer> done = new CompletableFuture<>();
      // Not a thread of the group: the JDK leaves the read to the group then.
      readOn(server, got, done);

      int unused = AsyncEnd.await(done);
      Expect.same(got.array(), sent, "what was read");
      Background<byte[]> reader = Background.start(() -> pair.client().readExactly(1 << 10));
      Expect.equal(reader.join().length, 1 << 10, "bytes of the write");
    }
  }

  private static void readOn(
      AsynchronousSocketChannel channel, ByteBuffer got, CompletableFuture<Integer> done) {
    ByteBuffer next = ByteBuffer.allocate(1);
    channel.read(
        next,
        null,
        new CompletionHandler<Integer, Void>() {
          @Override
          public void completed(Integer count, Void nothing) {
            got.put(next.flip());
            if (count == 1 && got.hasRemaining()) {
              readOn(channel, got, done);
            } else {
              done.complete(count);
            }
          }

          @Override
          public void failed(Throwable failure, Void nothing) {
            done.completeExceptionally(failure);
          }
        });
  }
}

package dev.weft.it.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** A client on asynchronous channels, reading and writing at the same time. */
public final class AsyncClient {
  private AsyncClient() {}

  /** Arguments: PORT MARKER. */
  public static void main(String[] args) throws Exception {
    Rounds.run(args, AsyncSession::new);
  }

  /** On one such channel. */
  static final class AsyncSession implements Session {
    private final AsynchronousSocketChannel channel;

    AsyncSession(int port) throws Exception {
      channel = AsynchronousSocketChannel.open();
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).get();
    }

    @Override
    public byte[] exchange(byte[] message) throws Exception {
      ByteBuffer in = ByteBuffer.allocate(message.length);
      CompletableFuture<ByteBuffer> read = new CompletableFuture<>();
      CompletableFuture<ByteBuffer> written = new CompletableFuture<>();
      channel.read(in, read, new Until(in, (future, self) -> channel.read(in, future, self)));
      ByteBuffer out = ByteBuffer.wrap(message);
      channel.write(
          out, written, new Until(out, (future, self) -> channel.write(out, future, self)));
      written.get();
      return Arrays.copyOf(in.array(), read.get().position());
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** One more read or write. */
  @FunctionalInterface
  private interface Step {
    void go(CompletableFuture<ByteBuffer> done, Until self);
  }

  /** Repeats a step until the buffer is full, or empty, or the stream has ended. */
  private record Until(ByteBuffer buffer, Step step)
      implements CompletionHandler<Integer, CompletableFuture<ByteBuffer>> {
    @Override
    public void completed(Integer count, CompletableFuture<ByteBuffer> done) {
      if (count < 0 || !buffer.hasRemaining()) {
        done.complete(buffer);
      } else {
        step.go(done, this);
      }
    }

    @Override
    public void failed(Throwable problem, CompletableFuture<ByteBuffer> done) {
      done.completeExceptionally(problem);
    }
  }
}

package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An {@link AsynchronousSocketChannel}: reads by futures, writes by handlers, on two threads. */
record AsyncEnd(AsynchronousSocketChannel channel) implements End {
  static final AsynchronousChannelGroup GROUP = group();

  private static final long LIMIT_SECONDS = 50;

  private static AsynchronousChannelGroup group() {
    try {
      return AsynchronousChannelGroup.withFixedThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "async");
            thread.setDaemon(true);
            return thread;
          });
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The result of {@code future}; what it failed with when that is an {@link IOException}. */
  static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("an operation hangs", e);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return await(channel.read(target));
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    CompletableFuture<Integer> done = new CompletableFuture<>();
    writeAll(source, done);
    int unused = await(done);
  }

  private void writeAll(ByteBuffer source, CompletableFuture<Integer> done) {
    channel.write(
        source,
        null,
        new CompletionHandler<Integer, Void>() {
          @Override
          public void completed(Integer count, Void nothing) {
            if (source.hasRemaining()) {
              writeAll(source, done);
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

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

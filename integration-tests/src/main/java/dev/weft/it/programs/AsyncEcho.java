package dev.weft.it.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/** An echo server on asynchronous channels. */
public final class AsyncEcho {
  private AsyncEcho() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws IOException {
    try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Serving.port(args)));
      server.accept(server, new Acceptor());
      Serving.untilToldToStop(((InetSocketAddress) server.getLocalAddress()).getPort());
    }
  }

  private static final class Acceptor
      implements CompletionHandler<AsynchronousSocketChannel, AsynchronousServerSocketChannel> {
    @Override
    public void completed(
        AsynchronousSocketChannel channel, AsynchronousServerSocketChannel server) {
      server.accept(server, this);
      new Connection(channel).read();
    }

    @Override
    public void failed(Throwable problem, AsynchronousServerSocketChannel server) {
      if (server.isOpen()) {
        System.out.println("accepting failed: " + problem.getMessage());
      }
    }
  }

  /** Reads some, writes all of it, reads again. */
  private static final class Connection implements CompletionHandler<Integer, @Nullable Void> {
    private final AsynchronousSocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(16_384);
    private boolean writing;

    Connection(AsynchronousSocketChannel channel) {
      this.channel = channel;
    }

    void read() {
      channel.read(buffer, null, this);
    }

    @Override
    public void completed(Integer count, @Nullable Void nothing) {
      if (count < 0) {
        close();
        return;
      }
      if (!writing) {
        buffer.flip();
        writing = true;
      }
      if (buffer.hasRemaining()) {
        channel.write(buffer, null, this);
      } else {
        buffer.clear();
        writing = false;
        read();
      }
    }

    @Override
    public void failed(Throwable problem, @Nullable Void nothing) {
      close();
    }

    private void close() {
      try {
        channel.close();
      } catch (IOException e) {
        System.out.println("closing failed: " + e.getMessage());
      }
    }
  }
}

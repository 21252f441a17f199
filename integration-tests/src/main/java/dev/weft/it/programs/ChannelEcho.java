package dev.weft.it.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An echo server on blocking channels. */
public final class ChannelEcho {
  private ChannelEcho() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws IOException {
    ExecutorService executor = Executors.newCachedThreadPool();
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Serving.port(args)));
      executor.execute(() -> accept(server, executor));
      Serving.untilToldToStop(server.socket().getLocalPort());
    }
    executor.shutdownNow();
  }

  private static void accept(ServerSocketChannel server, ExecutorService executor) {
    while (server.isOpen()) {
      try {
        SocketChannel accepted = server.accept();
        executor.execute(() -> serve(accepted));
      } catch (AsynchronousCloseException e) {
        return;
      } catch (IOException e) {
        System.out.println("accepting failed: " + e.getMessage());
      }
    }
  }

  private static void serve(SocketChannel accepted) {
    ByteBuffer buffer = ByteBuffer.allocate(1_000);
    try (SocketChannel channel = accepted) {
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException e) {
      System.out.println("serving failed: " + e.getMessage());
    }
  }
}

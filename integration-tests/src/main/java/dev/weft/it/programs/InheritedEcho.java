package dev.weft.it.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An echo server on what the process was started with: a connection, or a server socket that it
 * serves two connections of, one after the other. Argument: {@code blocking}, {@code selector}, or
 * {@code file} to send what was read from a file.
 */
public final class InheritedEcho {
  private InheritedEcho() {}

  /** Argument: how it echoes. */
  public static void main(String[] args) throws IOException {
    Channel inherited = System.inheritedChannel();
    if (inherited instanceof SocketChannel connection) {
      serve(connection, args[0]);
    } else if (inherited instanceof ServerSocketChannel server) {
      InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
      System.out.println("serving " + address.getPort());
      for (int i = 0; i < 2; i++) {
        try (SocketChannel accepted = server.accept()) {
          serve(accepted, args[0]);
        } catch (IOException e) {
          System.out.println("serving failed");
        }
      }
      server.close();
    }
  }

  private static void serve(SocketChannel channel, String how) throws IOException {
    switch (how) {
      case "selector" -> serveSelected(channel);
      case "file" -> serveFromFile(channel);
      default -> serve(channel);
    }
  }

  private static void serve(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1_000);
    while (channel.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    }
  }

  private static void serveSelected(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1_000);
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      while (true) {
        selector.select();
        selector.selectedKeys().clear();
        if (key.interestOps() == SelectionKey.OP_READ) {
          if (channel.read(buffer) < 0) {
            return;
          }
          buffer.flip();
        }
        channel.write(buffer);
        if (buffer.hasRemaining()) {
          key.interestOps(SelectionKey.OP_WRITE);
        } else {
          buffer.clear();
          key.interestOps(SelectionKey.OP_READ);
        }
      }
    }
  }

  private static void serveFromFile(SocketChannel channel) throws IOException {
    Path path = Files.createTempFile("inherited", ".bin");
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(1_000);
      long sent = 0;
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        file.write(buffer);
        buffer.clear();
        while (sent < file.position()) {
          sent += file.transferTo(sent, file.position() - sent, channel);
        }
      }
    } finally {
      Files.delete(path);
    }
  }
}

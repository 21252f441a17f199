package dev.weft.it.programs.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** An echo server on one selector and one thread. */
final class SelectorEcho implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final Selector selector;
  private final ServerSocketChannel server;

  private SelectorEcho(Selector selector, ServerSocketChannel server) {
    this.selector = selector;
    this.server = server;
  }

  static SelectorEcho start(InetSocketAddress address, int backlog) throws IOException {
    Selector selector = Selector.open();
    ServerSocketChannel server = ServerSocketChannel.open();
    server
        .bind(address, backlog)
        .configureBlocking(false)
        .register(selector, SelectionKey.OP_ACCEPT);
    SelectorEcho echo = new SelectorEcho(selector, server);
    Thread thread = new Thread(echo::loop, "selector-echo");
    thread.setDaemon(true);
    thread.start();
    return echo;
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private void loop() {
    try {
      while (selector.isOpen()) {
        selector.select(this::serve);
      }
    } catch (IOException e) {
      throw new IllegalStateException("selecting failed", e);
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel accepted = server.accept();
        if (accepted != null) {
          accepted.configureBlocking(false);
          accepted.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(BUFFER));
        }
        return;
      }
      move(key, (SocketChannel) key.channel(), (ByteBuffer) key.attachment());
    } catch (IOException e) {
      System.out.println("broken: " + e);
      close(key);
    }
  }

  private static void move(SelectionKey key, SocketChannel channel, ByteBuffer buffer)
      throws IOException {
    if (key.isReadable() && channel.read(buffer) < 0) {
      channel.close();
      return;
    }
    buffer.flip();
    channel.write(buffer);
    buffer.compact();
    boolean rest = buffer.position() > 0;
    key.interestOps(
        (buffer.hasRemaining() ? SelectionKey.OP_READ : 0) | (rest ? SelectionKey.OP_WRITE : 0));
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      // It is broken, and nobody else has it.
      key.cancel();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    server.close();
  }
}

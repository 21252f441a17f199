package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A non-blocking {@link SocketChannel}: one selector for reading, with the set of selected keys,
 * and one for writing, with an action.
 */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class SelectorEnd implements End {
  private final SocketChannel channel;
  private final Selector reading;
  private final Selector writing;

  private SelectorEnd(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    this.channel = channel;
    this.reading = Selector.open();
    this.writing = Selector.open();
    channel.register(reading, SelectionKey.OP_READ);
    channel.register(writing, 0);
  }

  static SelectorEnd of(SocketChannel channel) {
    try {
      return new SelectorEnd(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SelectorEnd connect(InetSocketAddress server) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    if (!channel.connect(server)) {
      try (Selector selector = Selector.open()) {
        channel.register(selector, SelectionKey.OP_CONNECT);
        do {
          selector.select();
          selector.selectedKeys().clear();
        } while (!channel.finishConnect());
      }
    }
    return new SelectorEnd(channel);
  }

  SocketChannel channel() {
    return channel;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    while (true) {
      int n = channel.read(target);
      if (n != 0) {
        return n;
      }
      reading.select();
      reading.selectedKeys().clear();
    }
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    SelectionKey key = channel.keyFor(writing);
    while (true) {
      channel.write(source);
      if (!source.hasRemaining()) {
        key.interestOps(0);
        return;
      }
      key.interestOps(SelectionKey.OP_WRITE);
      writing.select(ready -> {});
    }
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    reading.close();
    writing.close();
  }
}

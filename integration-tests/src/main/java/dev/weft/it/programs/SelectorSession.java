package dev.weft.it.programs;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** On a channel that does not block, and a selector of its own. */
final class SelectorSession implements Session {
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private final Selector selector = Selector.open();
  private final SocketChannel channel = SocketChannel.open();
  private final SelectionKey key;

  SelectorSession(int port) throws IOException {
    channel.configureBlocking(false);
    key = channel.register(selector, 0);
    if (!channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      do {
        await(SelectionKey.OP_CONNECT);
      } while (!channel.finishConnect());
    }
  }

  private void await(int operation) throws IOException {
    key.interestOps(operation);
    if (selector.select(PATIENCE_MILLIS) == 0) {
      throw new IOException("selector: nothing in " + PATIENCE_MILLIS + " ms");
    }
    selector.selectedKeys().clear();
  }

  @Override
  public byte[] exchange(byte[] message) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(message);
    while (out.hasRemaining()) {
      if (channel.write(out) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
    ByteBuffer in = ByteBuffer.allocate(message.length);
    while (in.hasRemaining()) {
      int count = channel.read(in);
      if (count < 0) {
        throw new EOFException("answer: ended after " + in.position() + " bytes");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return in.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    selector.close();
  }
}

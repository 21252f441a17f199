package dev.weft.benchmarks.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * All its connections are on one selector, of one thread. Each {@link #QUESTION} bytes of one are
 * answered by {@link #ANSWER} bytes.
 */
public final class SelectorServer {
  /** The bytes of a question. */
  static final int QUESTION = 64;

  /** The bytes of its answer. */
  static final int ANSWER = 1024;

  private static final byte LETTER = 'k';

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final ByteBuffer questions = ByteBuffer.allocateDirect(64 * QUESTION);
  private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER);

  private SelectorServer(Selector selector, ServerSocketChannel listener) {
    this.selector = selector;
    this.listener = listener;
    byte[] letters = new byte[ANSWER];
    Arrays.fill(letters, LETTER);
    answer.put(letters);
  }

  /** Arguments: {@code plain}; a folder to work in (not needed). */
  public static void main(String[] args) throws Exception {
    try (Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
      Thread loop = new Thread(new SelectorServer(selector, listener)::serve, "selector");
      loop.setDaemon(true);
      loop.start();
      Commands.serve(listener.socket().getLocalPort());
    }
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select(this::serve);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the selector failed", e);
    }
  }

  private void serve(SelectionKey key) {
    if (key.channel() instanceof SocketChannel connection) {
      answer(connection, key);
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      SocketChannel connection = listener.accept();
      if (connection != null) {
        connection.configureBlocking(false).register(selector, SelectionKey.OP_READ, 0);
      }
    } catch (IOException e) {
      // That client is gone; the next one is independent of it.
      return;
    }
  }

  /** The key's attachment is how many bytes of a question have been read. */
  private void answer(SocketChannel connection, SelectionKey key) {
    try {
      questions.clear();
      int n = connection.read(questions);
      if (n < 0) {
        connection.close();
        return;
      }
      int have = (Integer) key.attachment() + n;
      for (; have >= QUESTION; have -= QUESTION) {
        answer.clear();
        connection.write(answer);
        if (answer.hasRemaining()) {
          throw new IOException("an answer of " + ANSWER + " bytes found no room");
        }
      }
      key.attach(have);
    } catch (IOException e) {
      close(connection);
    }
  }

  private static void close(SocketChannel connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It has failed before.
      return;
    }
  }
}

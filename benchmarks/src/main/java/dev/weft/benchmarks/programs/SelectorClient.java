package dev.weft.benchmarks.programs;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of {@link SelectorServer} whose connections are all on one selector, of one thread: ten
 * that are busy, and others that idle.
 *
 * <p>On {@code MILLIS 0} the busy ones ask again as soon as they are answered; the answer is {@code
 * COUNT NANOS}. {@code idle COUNT} makes the idle ones as many, each of which is asked and answered
 * once, and says how many they are. {@code live} is as for a server.
 */
public final class SelectorClient {
  private static final int BUSY = 10;
  private static final long MILLIS_OF_A_LOOK = 100;

  private final InetSocketAddress server;
  private final Selector selector;
  private final List<SocketChannel> busy = new ArrayList<>();
  private final List<SocketChannel> idle = new ArrayList<>();
  private final ByteBuffer question = ByteBuffer.allocateDirect(SelectorServer.QUESTION);
  private final ByteBuffer answers = ByteBuffer.allocateDirect(2 * SelectorServer.ANSWER);

  private SelectorClient(InetSocketAddress server, Selector selector) {
    this.server = server;
    this.selector = selector;
  }

  /** Arguments: {@code plain}; the server's port. */
  public static void main(String[] args) throws Exception {
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    try (Selector selector = Selector.open()) {
      SelectorClient client = new SelectorClient(server, selector);
      for (int i = 0; i < BUSY; i++) {
        client.busy.add(client.open());
      }
      Commands.answer(client::obey);
    }
  }

  private String obey(String command) throws IOException {
    String[] words = command.split(" ", 2);
    return switch (words[0]) {
      case "live" -> Commands.live();
      case "idle" -> idle(Integer.parseInt(words[1]));
      default -> run(Duration.ofMillis(Long.parseLong(words[0])));
    };
  }

  private String idle(int count) throws IOException {
    while (idle.size() < count) {
      idle.add(open());
    }
    while (idle.size() > count) {
      idle.remove(idle.size() - 1).close();
    }
    selector.selectNow();
    return Integer.toString(idle.size());
  }

  private SocketChannel open() throws IOException {
    SocketChannel connection = SocketChannel.open(server);
    connection.socket().setTcpNoDelay(true);
    ask(connection);
    for (int n = 0; n < SelectorServer.ANSWER; ) {
      n += read(connection);
    }
    connection.configureBlocking(false).register(selector, SelectionKey.OP_READ, 0);
    return connection;
  }

  private String run(Duration time) throws IOException {
    long start = System.nanoTime();
    long count = 0;
    for (SocketChannel connection : busy) {
      ask(connection);
    }
    int open = BUSY;
    while (open > 0) {
      if (selector.select(MILLIS_OF_A_LOOK) == 0) {
        continue;
      }
      boolean over = System.nanoTime() - start > time.toNanos();
      for (SelectionKey key : selector.selectedKeys()) {
        if (isAnswered(key)) {
          count++;
          if (over) {
            open--;
          } else {
            ask((SocketChannel) key.channel());
          }
        }
      }
      selector.selectedKeys().clear();
    }
    return count + " " + (System.nanoTime() - start);
  }

  /** The key's attachment is how many bytes of an answer have been read. */
  private boolean isAnswered(SelectionKey key) throws IOException {
    int have = (Integer) key.attachment() + read((SocketChannel) key.channel());
    key.attach(have % SelectorServer.ANSWER);
    return have >= SelectorServer.ANSWER;
  }

  private int read(SocketChannel connection) throws IOException {
    answers.clear();
    int n = connection.read(answers);
    if (n < 0) {
      throw new EOFException("a connection has ended");
    }
    return n;
  }

  private void ask(SocketChannel connection) throws IOException {
    question.clear();
    connection.write(question);
    if (question.hasRemaining()) {
      throw new IOException("a question found no room");
    }
  }
}

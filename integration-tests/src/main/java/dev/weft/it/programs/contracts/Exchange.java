package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Sends known bytes both ways at once, on one connection after the other, and says what came:
 * {@code complete}, {@code ended} too early, {@code broken} by an exception, or {@code wrong}.
 */
public final class Exchange {
  private static final int SIZE = 60_000;

  private Exchange() {}

  /**
   * Arguments: the kind of sockets, as {@link Transport} names it, {@code server} or {@code
   * client}, and for a client the port and the number of connections.
   */
  public static void main(String[] args) throws Exception {
    Transport transport = Transport.valueOf(args[0].toUpperCase(Locale.ROOT));
    if (args[1].equals("server")) {
      serve(transport);
    } else {
      call(transport, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    }
    System.out.println("done");
    System.exit(0);
  }

  private static void serve(Transport transport) throws Exception {
    try (Acceptor acceptor = transport.listen()) {
      Background<Boolean> unused =
          Background.run(
              () -> {
                while (true) {
                  End client = acceptor.accept();
                  Background<Boolean> each = Background.run(() -> exchange("server", client, 2, 1));
                  each.thread().setName("exchange");
                }
              });
      System.out.println("listening " + acceptor.address().getPort());
      while (System.in.read() >= 0) {
        // Only the end means something.
      }
    }
  }

  private static void call(Transport transport, int port, int count) throws Exception {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < count; i++) {
      System.out.println("connecting " + i);
      exchange("client " + i, transport.connect(server), 1, 2);
    }
  }

  private static void exchange(String name, End end, long own, long theirs) throws Exception {
    try (end) {
      Background<Boolean> writer =
          Background.run(
              () -> {
                end.write(Bytes.of(SIZE, own));
                end.shutdownOutput();
              });
      System.out.println(name + " " + receive(end, Bytes.of(SIZE, theirs)));
      try {
        writer.join();
      } catch (IOException e) {
        System.out.println(name + " could not write: " + e);
      }
    } catch (IOException e) {
      System.out.println(name + " could not close: " + e);
    }
  }

  private static String receive(End end, byte[] expected) {
    ByteBuffer buffer = ByteBuffer.allocate(5_000);
    int at = 0;
    try {
      while (end.read(buffer) >= 0) {
        for (byte b : java.util.Arrays.copyOf(buffer.array(), buffer.position())) {
          if (at >= expected.length || b != expected[at]) {
            return "wrong " + at;
          }
          at++;
        }
        buffer.clear();
      }
      return (at == expected.length ? "complete " : "ended ") + at;
    } catch (IOException e) {
      return "broken " + at + " " + e;
    }
  }
}

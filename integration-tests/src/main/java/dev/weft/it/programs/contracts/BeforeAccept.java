package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client does before anybody has accepted its connection: the kernel connects by itself, and
 * takes bytes and their end.
 */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class BeforeAccept {
  private static final int SOME = 1_000;

  /** More than is ever kept while a connection opens. */
  private static final int MUCH = 500_000;

  private BeforeAccept() {}

  static List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      String name = "early." + transport.name().toLowerCase(java.util.Locale.ROOT) + "_";
      checks.add(new Check(name + "writesThenEnd", () -> written(transport, SOME, false)));
      checks.add(new Check(name + "writesThenClose", () -> written(transport, SOME, true)));
      checks.add(new Check(name + "answerAfterEnd", () -> answered(transport)));
      checks.add(new Check(name + "close", () -> written(transport, 0, true)));
      checks.add(new Check(name + "serverCloses", () -> serverCloses(transport)));
      checks.add(new Check(name + "muchWaits", () -> much(transport)));
    }
    checks.add(new Check("early.socket_shutdownInput", BeforeAccept::shutdownInput));
    checks.add(new Check("early.socket_shutdownBoth", BeforeAccept::shutdownBoth));
    checks.add(new Check("early.selector_writableUntilFull", BeforeAccept::writable));
    checks.add(new Check("early.registered_close", BeforeAccept::registeredClose));
    checks.add(new Check("early.lingerZero_resets", BeforeAccept::lingerZero));
    checks.add(new Check("early.linger_close", BeforeAccept::linger));
    return checks;
  }

  private static void written(Transport transport, int count, boolean close) throws Exception {
    try (Acceptor acceptor = transport.listen()) {
      byte[] bytes = Bytes.of(count, 11);
      End client = transport.connect(acceptor.address());
      try (client) {
        if (count > 0) {
          client.write(bytes);
        }
        if (close) {
          client.close();
        } else {
          client.shutdownOutput();
        }
        try (End server = acceptor.accept()) {
          Expect.same(server.readAll(300), bytes, "to the server");
        }
      }
    }
  }

  private static void answered(Transport transport) throws Exception {
    try (Acceptor acceptor = transport.listen();
        End client = transport.connect(acceptor.address())) {
      byte[] bytes = Bytes.of(SOME, 12);
      client.write(bytes);
      client.shutdownOutput();
      try (End server = acceptor.accept()) {
        Expect.same(server.readAll(300), bytes, "to the server");
        server.write(bytes);
      }
      Expect.same(client.readAll(300), bytes, "to the client");
    }
  }

  /** A server that does not want a client closes its connection at once. */
  private static void serverCloses(Transport transport) throws Exception {
    try (Acceptor acceptor = transport.listen();
        End client = transport.connect(acceptor.address())) {
      acceptor.accept().close();
      Expect.equal(client.readAll(10).length, 0, "bytes");
    }
  }

  /** More than is kept: the writer waits, and nothing is lost or out of order. */
  private static void much(Transport transport) throws Exception {
    try (Acceptor acceptor = transport.listen();
        End client = transport.connect(acceptor.address())) {
      byte[] bytes = Bytes.of(MUCH, 13);
      byte[] first = Bytes.of(SOME, 14);
      client.write(first);
      Background<Boolean> writer =
          Background.run(
              () -> {
                client.write(bytes);
                client.shutdownOutput();
              });
      try (End server = acceptor.accept()) {
        Expect.same(server.readExactly(SOME), first, "the first to the server");
        Expect.same(server.readAll(5_000), bytes, "to the server");
      }
      writer.join();
    }
  }

  private static void shutdownInput() throws Exception {
    try (ServerSocket server = new ServerSocket(0);
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      var in = client.getInputStream();
      client.shutdownInput();
      Expect.equal(in.read(), -1, "read after the end of the input");
      client.getOutputStream().write(7);
      client.shutdownOutput();
      try (Socket accepted = server.accept()) {
        Expect.equal(accepted.getInputStream().read(), 7, "byte");
        Expect.equal(accepted.getInputStream().read(), -1, "read at the end");
      }
    }
  }

  private static void shutdownBoth() throws Exception {
    try (ServerSocket server = new ServerSocket(0);
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      accepted.shutdownInput();
      accepted.shutdownOutput();
      Expect.equal(client.getInputStream().read(), -1, "read at the end");
    }
  }

  /** A selector reports such a channel as writable, takes some, and does not spin when full. */
  private static void writable() throws Exception {
    try (Selector selector = Selector.open();
        ServerSocketChannel listener = Transport.serverChannel();
        SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
      client.configureBlocking(false);
      SelectionKey key = client.register(selector, SelectionKey.OP_WRITE);
      ByteBuffer bytes = ByteBuffer.wrap(Bytes.of(MUCH, 15));
      Expect.equal(selector.select(20_000), 1, "ready keys");
      Expect.that(key.isWritable(), "writable");
      int written = client.write(bytes);
      Expect.that(written > 0, "a part is taken");
      int turns = 0;
      try (SocketChannel accepted = listener.accept()) {
        Background<byte[]> reader =
            Background.start(() -> new ChannelEnd(accepted).readExactly(MUCH));
        while (bytes.hasRemaining()) {
          Expect.that(turns++ < 5_000, "5,000 turns");
          selector.selectedKeys().clear();
          selector.select(20_000);
          client.write(bytes);
        }
        Expect.same(reader.join(), bytes.array(), "to the server");
      }
    }
  }

  private static void registeredClose() throws Exception {
    try (Selector selector = Selector.open();
        ServerSocketChannel listener = Transport.serverChannel()) {
      SocketChannel client = SocketChannel.open(listener.getLocalAddress());
      client.configureBlocking(false);
      client.register(selector, SelectionKey.OP_READ);
      selector.selectNow();
      client.close();
      try (End server = new ChannelEnd(listener.accept())) {
        Expect.equal(server.readAll(10).length, 0, "bytes");
      }
      selector.selectNow();
    }
  }

  private static void lingerZero() throws Exception {
    try (ServerSocketChannel listener = Transport.serverChannel()) {
      SocketChannel client = SocketChannel.open(listener.getLocalAddress());
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      client.close();
      try (SocketChannel accepted = listener.accept()) {
        Expect.failsLike(IOException.class, () -> accepted.read(ByteBuffer.allocate(1)));
      }
    }
  }

  private static void linger() throws Exception {
    try (ServerSocketChannel listener = Transport.serverChannel()) {
      SocketChannel client = SocketChannel.open(listener.getLocalAddress());
      client.setOption(StandardSocketOptions.SO_LINGER, 5);
      client.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      client.close();
      try (End server = new ChannelEnd(listener.accept())) {
        Expect.same(server.readAll(10), new byte[] {1, 2, 3}, "to the server");
      }
    }
  }
}

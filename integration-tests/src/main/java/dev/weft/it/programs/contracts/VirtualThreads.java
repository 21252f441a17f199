package dev.weft.it.programs.contracts;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Virtual threads on blocking sockets and channels. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class VirtualThreads {
  private VirtualThreads() {}

  static List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    for (Transport transport : List.of(Transport.SOCKET, Transport.ADAPTOR, Transport.CHANNEL)) {
      String kind = "virtual." + transport.name().toLowerCase(Locale.ROOT);
      checks.add(new Check(kind + ".fullDuplex", () -> fullDuplex(transport)));
      checks.add(new Check(kind + ".manyAtOnce", () -> manyAtOnce(transport)));
    }
    checks.add(new Check("virtual.interruptRead_established", () -> interrupt(true)));
    checks.add(new Check("virtual.interruptRead_opening", () -> interrupt(false)));
    checks.add(new Check("virtual.interruptWrite_opening", VirtualThreads::interruptWrite));
    checks.add(new Check("virtual.close_established", () -> close(true)));
    checks.add(new Check("virtual.close_opening", () -> close(false)));
    return checks;
  }

  private static void fullDuplex(Transport transport) throws Exception {
    try (Acceptor acceptor = transport.listen()) {
      for (int i = 0; i < 20; i++) {
        try (End client = transport.connect(acceptor.address());
            End server = acceptor.accept()) {
          byte[] up = Bytes.of(100_000, i);
          byte[] down = Bytes.of(80_000, -i);
          List<Background<Boolean>> all = new ArrayList<>();
          all.add(Background.runVirtual(() -> receive(client, down)));
          all.add(Background.runVirtual(() -> client.write(up)));
          all.add(Background.runVirtual(() -> receive(server, up)));
          all.add(Background.runVirtual(() -> server.write(down)));
          for (Background<Boolean> each : all) {
            each.join();
          }
        }
      }
    }
  }

  private static void receive(End end, byte[] expected) throws Exception {
    Expect.same(end.readExactly(expected.length), expected, "received");
  }

  private static void manyAtOnce(Transport transport) throws Exception {
    try (Acceptor acceptor = transport.listen()) {
      List<Background<Boolean>> all = new ArrayList<>();
      List<End> ends = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        End client = transport.connect(acceptor.address());
        End server = acceptor.accept();
        ends.add(client);
        ends.add(server);
        byte[] bytes = Bytes.of(1_000, i);
        all.add(Background.runVirtual(() -> server.write(server.readExactly(bytes.length))));
        all.add(
            Background.runVirtual(
                () -> {
                  client.write(bytes);
                  receive(client, bytes);
                }));
      }
      for (Background<Boolean> each : all) {
        each.join();
      }
      for (End end : ends) {
        end.close();
      }
    }
  }

  private static void interrupt(boolean established) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      if (established) {
        Closing.establish(client, accepted);
      }
      Background<Boolean> reader = Background.runVirtual(() -> client.getInputStream().read());
      reader.awaitBlocked();
      reader.thread().interrupt();
      SocketException e = Expect.fails(SocketException.class, reader::join);
      Expect.equal(String.valueOf(e.getMessage()), "Closed by interrupt", "message");
      Expect.that(client.isClosed(), "closed");
    }
  }

  /** The writer waits behind a reader, in whatever way. */
  private static void interruptWrite() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      Background<Boolean> reader = Background.runVirtual(() -> client.getInputStream().read());
      reader.awaitBlocked();
      Background<Boolean> writer =
          Background.runVirtual(() -> client.getOutputStream().write(new byte[64 << 20]));
      writer.awaitBlocked();
      writer.thread().interrupt();
      Expect.fails(SocketException.class, writer::join);
      Expect.fails(SocketException.class, reader::join);
    }
  }

  private static void close(boolean established) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      if (established) {
        Closing.establish(client, accepted);
      }
      Background<Boolean> reader = Background.runVirtual(() -> client.getInputStream().read());
      reader.awaitBlocked();
      client.close();
      SocketException e = Expect.fails(SocketException.class, reader::join);
      Expect.equal(String.valueOf(e.getMessage()), "Socket closed", "message");
    }
  }
}

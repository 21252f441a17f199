package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;

/** A blocking socket that is closed, or shut down, under those who use it. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class Closing {
  private Closing() {}

  static List<Check> checks() {
    return List.of(
        new Check("closing.read_established", () -> read(true)),
        new Check("closing.read_opening", () -> read(false)),
        new Check("closing.serverRead_opening", Closing::serverRead),
        new Check("closing.write_established", () -> write(true)),
        new Check("closing.write_opening", () -> write(false)),
        new Check("closing.accept", Closing::accept),
        new Check("closing.timedRead", Closing::timedRead),
        new Check("closing.use_closed", Closing::useClosed),
        new Check("closing.shutdownInput_unblocksRead", Closing::shutdownInput),
        new Check("closing.shutdownInput_discards", Closing::shutdownInputDiscards),
        new Check("closing.listener_acceptedGoOn", Closing::listenerGone),
        new Check("closing.shutdownInput_outputGoesOn", Closing::shutdownInputGoesOn),
        new Check("closing.lingerZero_resets", Closing::lingerZero),
        new Check("closing.reset_everyReadTells", Closing::resetEveryRead),
        new Check("closing.interrupt_harmless", () -> interrupt(true)),
        new Check("closing.interrupt_openingHarmless", () -> interrupt(false)));
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static Socket connect(ServerSocket server) throws IOException {
    return new Socket(server.getInetAddress(), server.getLocalPort());
  }

  /** Exchanges a byte, so that the connection is open in every sense. */
  static void establish(Socket client, Socket server) throws Exception {
    Background<Boolean> peer =
        Background.run(() -> server.getOutputStream().write(server.getInputStream().read()));
    client.getOutputStream().write(5);
    Expect.equal(client.getInputStream().read(), 5, "byte");
    peer.join();
  }

  private static void closed(Background<Boolean> blocked) {
    SocketException e = Expect.fails(SocketException.class, blocked::join);
    Expect.equal(String.valueOf(e.getMessage()), "Socket closed", "message");
  }

  private static void read(boolean established) throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      if (established) {
        establish(client, accepted);
      }
      Background<Boolean> reader = Background.run(() -> client.getInputStream().read());
      reader.awaitBlocked();
      client.close();
      closed(reader);
    }
  }

  private static void serverRead() throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      Background<Boolean> reader = Background.run(() -> accepted.getInputStream().read());
      reader.awaitBlocked();
      accepted.close();
      closed(reader);
      Expect.that(!client.isClosed(), "the client is open");
    }
  }

  private static void write(boolean established) throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      if (established) {
        establish(client, accepted);
      }
      Background<Boolean> writer =
          Background.run(() -> client.getOutputStream().write(new byte[64 << 20]));
      writer.awaitBlocked();
      client.close();
      closed(writer);
    }
  }

  private static void accept() throws Exception {
    ServerSocket server = listener();
    Background<Boolean> acceptor = Background.run(server::accept);
    acceptor.awaitBlocked();
    server.close();
    closed(acceptor);
  }

  private static void timedRead() throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      establish(client, accepted);
      client.setSoTimeout(20_000);
      Background<Boolean> reader = Background.run(() -> client.getInputStream().read());
      reader.awaitBlocked();
      client.close();
      closed(reader);
    }
  }

  private static void useClosed() throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      establish(client, accepted);
      var in = client.getInputStream();
      var out = client.getOutputStream();
      client.close();
      Expect.fails(SocketException.class, in::read);
      Expect.fails(SocketException.class, () -> out.write(1));
      Expect.failsLike(IOException.class, in::available);
      Expect.equal(accepted.getInputStream().read(), -1, "read at the end");
    }
  }

  private static void shutdownInput() throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      establish(client, accepted);
      Background<Integer> reader = Background.start(() -> client.getInputStream().read());
      reader.awaitBlocked();
      client.shutdownInput();
      Expect.equal(reader.join(), -1, "the blocked read");
    }
  }

  private static void shutdownInputDiscards() throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      establish(client, accepted);
      accepted.getOutputStream().write(new byte[100]);
      var in = client.getInputStream();
      Expect.equal(in.read(), 0, "byte");
      client.shutdownInput();
      Expect.equal(in.available(), 0, "available");
      Expect.equal(in.read(), -1, "read");
    }
  }

  /** A listener may be closed as soon as it has accepted whom it waited for. */
  private static void listenerGone() throws Exception {
    for (int i = 0; i < 20; i++) {
      ServerSocket server = listener();
      Background<Socket> connecting = Background.start(() -> connect(server));
      try (Socket accepted = server.accept()) {
        server.close();
        try (Socket client = connecting.join()) {
          establish(client, accepted);
        }
      } finally {
        server.close();
      }
    }
  }

  private static void shutdownInputGoesOn() throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      establish(client, accepted);
      client.shutdownInput();
      client.getOutputStream().write(6);
      client.shutdownOutput();
      Expect.equal(accepted.getInputStream().read(), 6, "byte");
      Expect.equal(accepted.getInputStream().read(), -1, "read at the end");
    }
  }

  /** A connection that is aborted must not look like one that was ended. */
  private static void lingerZero() throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      establish(client, accepted);
      client.setSoLinger(true, 0);
      client.close();
      Expect.failsLike(SocketException.class, () -> accepted.getInputStream().read());
    }
  }

  /** A reset is no end of the stream, however often it is read; nothing is available then. */
  private static void resetEveryRead() throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      establish(client, accepted);
      client.setSoLinger(true, 0);
      client.close();
      for (int i = 0; i < 3; i++) {
        Expect.failsLike(SocketException.class, () -> accepted.getInputStream().read());
        Expect.equal(accepted.getInputStream().available(), 0, "available");
      }
    }
  }

  /** An interrupt does not end a blocking read of a platform thread, nor has it spin. */
  private static void interrupt(boolean established) throws Exception {
    try (ServerSocket server = listener();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      if (established) {
        establish(client, accepted);
      }
      Background<Integer> first = Background.start(() -> client.getInputStream().read());
      first.awaitBlocked();
      Background<Boolean> second = Background.run(() -> client.getOutputStream().write(1));
      first.thread().interrupt();
      second.thread().interrupt();
      Cpu.staysIdle(first.thread());
      Cpu.staysIdle(second.thread());
      Background<Boolean> peer =
          Background.run(
              () -> {
                Expect.equal(accepted.getInputStream().read(), 1, "byte");
                accepted.getOutputStream().write(4);
              });
      Expect.equal(first.join(), 4, "byte");
      second.join();
      peer.join();
    }
  }
}

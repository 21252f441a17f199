package dev.weft.it.programs.contracts;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waiting ends when it was told to, not before, and harms nothing. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class Timeouts {
  private static final int MILLIS = 150;

  private Timeouts() {}

  static List<Check> checks() {
    return List.of(
        new Check("timeouts.read_established", () -> read(new Socket(), true)),
        new Check("timeouts.read_silentPeer", () -> read(new Socket(), false)),
        new Check("timeouts.adaptorRead_established", () -> read(adaptor(), true)),
        new Check("timeouts.adaptorRead_silentPeer", () -> read(adaptor(), false)),
        new Check("timeouts.serverRead_silentClient", Timeouts::serverRead),
        new Check("timeouts.accept", Timeouts::accept),
        new Check("timeouts.connect_backlogFull", () -> connect(new Socket())),
        new Check("timeouts.adaptorConnect_backlogFull", () -> connect(adaptor())),
        new Check("timeouts.asyncRead", Timeouts::asyncRead));
  }

  private static Socket adaptor() throws java.io.IOException {
    return SocketChannel.open().socket();
  }

  private static ServerSocket listener(int backlog) throws java.io.IOException {
    return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
  }

  private static void timesOut(Check.Body body) {
    long start = System.nanoTime();
    Expect.fails(SocketTimeoutException.class, body);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    Expect.that(took >= MILLIS - 1, "timed out after " + took + " ms");
  }

  /** A peer that has not even accepted is as silent as one that says nothing. */
  private static void read(Socket client, boolean established) throws Exception {
    try (ServerSocket server = listener(5);
        client) {
      client.connect(server.getLocalSocketAddress());
      client.setSoTimeout(MILLIS);
      InputStream in = client.getInputStream();
      if (established) {
        try (Socket accepted = server.accept()) {
          timesOutAndGoesOn(client, in, accepted);
        }
      } else {
        timesOut(in::read);
        try (Socket accepted = server.accept()) {
          timesOutAndGoesOn(client, in, accepted);
        }
      }
    }
  }

  private static void timesOutAndGoesOn(Socket client, InputStream in, Socket accepted)
      throws Exception {
    Background<Boolean> peer =
        Background.run(
            () -> {
              accepted.getOutputStream().write(7);
              Expect.equal(accepted.getInputStream().read(), 9, "byte");
            });
    client.setSoTimeout(20_000);
    Expect.equal(in.read(), 7, "byte");
    client.setSoTimeout(MILLIS);
    timesOut(in::read);
    client.getOutputStream().write(9);
    peer.join();
    timesOut(in::read);
  }

  private static void serverRead() throws Exception {
    try (ServerSocket server = listener(5);
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      accepted.setSoTimeout(MILLIS);
      timesOut(() -> accepted.getInputStream().read());
      Background<Boolean> writer = Background.run(() -> client.getOutputStream().write(3));
      accepted.setSoTimeout(20_000);
      Expect.equal(accepted.getInputStream().read(), 3, "byte");
      writer.join();
    }
  }

  private static void accept() throws Exception {
    try (ServerSocket server = listener(5)) {
      server.setSoTimeout(MILLIS);
      timesOut(() -> server.accept().close());
      try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
          Socket accepted = server.accept()) {
        Expect.equal(accepted.getPort(), client.getLocalPort(), "port");
      }
    }
  }

  private static void connect(Socket client) throws Exception {
    try (ServerSocket server = listener(1);
        Socket first = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket second = new Socket(server.getInetAddress(), server.getLocalPort());
        client) {
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      Expect.that(first.isConnected() && second.isConnected(), "connected");
      timesOut(() -> client.connect(address, MILLIS));
    }
  }

  private static void asyncRead() throws Exception {
    try (Pair pair = Pair.open(Transport.ASYNC)) {
      AsynchronousSocketChannel channel = ((AsyncEnd) pair.client()).channel();
      java.util.concurrent.CompletableFuture<Integer> result =
          new java.util.concurrent.CompletableFuture<>();
      channel.read(
          java.nio.ByteBuffer.allocate(1),
          MILLIS,
          TimeUnit.MILLISECONDS,
          null,
          new java.nio.channels.CompletionHandler<Integer, Void>() {
            @Override
            public void completed(Integer count, Void nothing) {
              result.complete(count);
            }

            @Override
            public void failed(Throwable failure, Void nothing) {
              result.completeExceptionally(failure);
            }
          });
      Expect.fails(InterruptedByTimeoutException.class, () -> AsyncEnd.await(result));
    }
  }
}

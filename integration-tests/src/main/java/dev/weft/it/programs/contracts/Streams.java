package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;

/** Bytes arrive whole, in order and once, and the end of the stream after them. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
record Streams(Transport from, Transport to) {
  private static final int[] SIZES = {0, 1, 2, 255, 2048, 16_383, 16_384, 16_385, 70_000, 1 << 20};
  private static final int BULK = 50 << 20;
  private static final int LESS_BULK = 8 << 20;

  List<Check> checks() {
    return List.of(
        check("sizes", this::sizes),
        check("fullDuplex", this::fullDuplex),
        check("fullDuplexFromTheFirstByte", this::fullDuplexFromTheFirstByte),
        check("singleBytes", this::singleBytes),
        check("serverSpeaksFirst", this::serverSpeaksFirst),
        check("halfClose_ofClient_serverGoesOn", () -> halfClose(true)),
        check("halfClose_ofServer_clientGoesOn", () -> halfClose(false)),
        check("halfClose_atOnce", this::halfCloseAtOnce),
        check("end_isSeenAgainAndAgain", this::end),
        check("writeAndClose_withoutReading_losesNothing", this::writeAndClose),
        check("serverWritesAndCloses_losesNothing", this::serverWritesAndCloses),
        check("writeAfterPeerClosed_fails", this::writeAfterPeerClosed),
        check("bulk_bothWays_hasTheSameHash", this::bulk));
  }

  /** The many connections are opened by the plainest kind of sockets; the others open some. */
  private int connections(int many) {
    return from == Transport.SOCKET ? many : many / 8;
  }

  private Check check(String name, Check.Body body) {
    String kinds = from == to ? from.name() : from + "-" + to;
    return new Check("streams." + kinds.toLowerCase(Locale.ROOT) + "." + name, body);
  }

  private void sizes() throws Exception {
    try (Pair pair = Pair.open(from, to)) {
      for (int size : SIZES) {
        byte[] bytes = Bytes.of(size, size);
        Background<byte[]> received = Background.start(() -> pair.server().readExactly(size));
        pair.client().write(bytes);
        Expect.same(received.join(), bytes, "to the server");
        Background<byte[]> back = Background.start(() -> pair.client().readExactly(size));
        pair.server().write(bytes);
        Expect.same(back.join(), bytes, "to the client");
      }
    }
  }

  private void fullDuplex() throws Exception {
    try (Pair pair = Pair.open(from, to)) {
      byte[] up = Bytes.of(3 << 20, 1);
      byte[] down = Bytes.of(2 << 20, 2);
      Background<Boolean> client = send(pair.client(), up, true);
      Background<Boolean> server = send(pair.server(), down, true);
      Background<byte[]> atServer = Background.start(() -> pair.server().readAll(2048));
      Expect.same(pair.client().readAll(100_000), down, "to the client");
      Expect.same(atServer.join(), up, "to the server");
      client.join();
      server.join();
    }
  }

  /** Two threads at each end begin at once, so that any of them may have to open the connection. */
  private void fullDuplexFromTheFirstByte() throws Exception {
    try (Acceptor acceptor = to.listen()) {
      for (int i = 0; i < connections(40); i++) {
        byte[] bytes = Bytes.of(100, i);
        try (End client = from.connect(acceptor.address());
            End server = acceptor.accept()) {
          Background<byte[]> answer = Background.start(() -> client.readExactly(100));
          Background<Boolean> question = send(client, bytes, false);
          Background<Boolean> echo =
              Background.run(() -> server.write(server.readExactly(bytes.length)));
          Expect.same(answer.join(), bytes, "answer " + i);
          question.join();
          echo.join();
        }
      }
    }
  }

  private static Background<Boolean> send(End end, byte[] bytes, boolean shutdown) {
    return Background.run(
        () -> {
          end.write(bytes);
          if (shutdown) {
            end.shutdownOutput();
          }
        });
  }

  private void singleBytes() throws Exception {
    try (Pair pair = Pair.open(from, to)) {
      byte[] bytes = Bytes.of(1500, 3);
      Background<Boolean> writer =
          Background.run(
              () -> {
                for (byte b : bytes) {
                  pair.client().write(new byte[] {b});
                }
                pair.client().shutdownOutput();
              });
      Expect.same(pair.server().readAll(1), bytes, "to the server");
      writer.join();
    }
  }

  private void serverSpeaksFirst() throws Exception {
    try (Pair pair = Pair.open(from, to)) {
      byte[] bytes = Bytes.of(5000, 4);
      Background<Boolean> greeting = send(pair.server(), bytes, false);
      Expect.same(pair.client().readExactly(5000), bytes, "greeting");
      greeting.join();
      Background<byte[]> answer = Background.start(() -> pair.server().readExactly(5000));
      pair.client().write(bytes);
      Expect.same(answer.join(), bytes, "answer");
    }
  }

  private void halfClose(boolean byClient) throws Exception {
    try (Pair pair = Pair.open(from, to)) {
      End first = byClient ? pair.client() : pair.server();
      End second = byClient ? pair.server() : pair.client();
      byte[] question = Bytes.of(40_000, 5);
      byte[] answer = Bytes.of(300_000, 6);
      Background<byte[]> received = Background.start(() -> second.readAll(1000));
      first.write(question);
      first.shutdownOutput();
      Expect.same(received.join(), question, "before the half close");
      Expect.failsLike(IOException.class, () -> first.write(new byte[1]));
      Background<Boolean> writer = send(second, answer, true);
      Expect.same(first.readAll(5000), answer, "after the half close");
      writer.join();
    }
  }

  private void halfCloseAtOnce() throws Exception {
    try (Pair pair = Pair.open(from, to)) {
      Background<Boolean> client = Background.run(pair.client()::shutdownOutput);
      Expect.equal(pair.server().readAll(10).length, 0, "bytes");
      client.join();
      Background<Boolean> server = send(pair.server(), Bytes.of(10, 7), true);
      Expect.same(pair.client().readAll(10), Bytes.of(10, 7), "to the client");
      server.join();
    }
  }

  private void end() throws Exception {
    try (Pair pair = Pair.open(from, to)) {
      Background<Boolean> closer =
          Background.run(
              () -> {
                pair.client().write(new byte[] {1});
                pair.client().close();
              });
      Expect.same(pair.server().readAll(10), new byte[] {1}, "to the server");
      closer.join();
      for (int i = 0; i < 3; i++) {
        Expect.equal(pair.server().read(ByteBuffer.allocate(1)), -1, "read at the end");
      }
    }
  }

  private void writeAndClose() throws Exception {
    try (Acceptor acceptor = to.listen()) {
      for (int i = 0; i < connections(200); i++) {
        byte[] bytes = Bytes.of(1 + i * 50, i);
        End client = from.connect(acceptor.address());
        try (End server = acceptor.accept()) {
          Background<Boolean> writer =
              Background.run(
                  () -> {
                    client.write(bytes);
                    client.close();
                  });
          Expect.same(server.readAll(3000), bytes, "connection " + i);
          writer.join();
        }
      }
    }
  }

  private void serverWritesAndCloses() throws Exception {
    try (Acceptor acceptor = to.listen()) {
      for (int i = 0; i < connections(60); i++) {
        byte[] bytes = Bytes.of(1 + i * 50, i);
        try (End client = from.connect(acceptor.address())) {
          End server = acceptor.accept();
          Background<Boolean> writer =
              Background.run(
                  () -> {
                    server.write(bytes);
                    server.close();
                  });
          Expect.same(client.readAll(3000), bytes, "connection " + i);
          writer.join();
        }
      }
    }
  }

  private void writeAfterPeerClosed() throws Exception {
    try (Pair pair = Pair.open(from, to)) {
      Background<Boolean> echo =
          Background.run(
              () -> {
                pair.server().write(pair.server().readExactly(1));
                pair.server().close();
              });
      pair.client().write(new byte[1]);
      Expect.equal(pair.client().readExactly(1).length, 1, "bytes");
      echo.join();
      Expect.failsLike(
          IOException.class,
          () -> {
            for (int i = 0; i < 1000; i++) {
              pair.client().write(new byte[10_000]);
            }
          });
    }
  }

  private void bulk() throws Exception {
    int bulk = from == Transport.SOCKET || to == Transport.SELECTOR ? BULK : LESS_BULK;
    try (Pair pair = Pair.open(from, to)) {
      Background<byte[]> clientSent = Background.start(() -> pour(pair.client(), bulk, 8));
      Background<byte[]> serverSent = Background.start(() -> pour(pair.server(), bulk, 9));
      Background<byte[]> serverGot = Background.start(() -> drain(pair.server()));
      byte[] clientGot = drain(pair.client());
      Expect.same(clientGot, serverSent.join(), "hash at the client");
      Expect.same(serverGot.join(), clientSent.join(), "hash at the server");
    }
  }

  private static byte[] pour(End end, int size, long seed) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    byte[] block = Bytes.of(1 << 20, seed);
    int left = size;
    int turn = 1;
    while (left > 0) {
      turn = turn * 31 % 262_139;
      int n = Math.min(left, turn);
      digest.update(block, 0, n);
      end.write(ByteBuffer.wrap(block, 0, n));
      left -= n;
    }
    end.shutdownOutput();
    return digest.digest();
  }

  private static byte[] drain(End end) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    ByteBuffer buffer = ByteBuffer.allocate(40_000);
    while (end.read(buffer) >= 0) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    return digest.digest();
  }
}

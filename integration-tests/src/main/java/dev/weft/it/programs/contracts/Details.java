package dev.weft.it.programs.contracts;

import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What is used less often. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class Details {
  private Details() {}

  static List<Check> checks() {
    return List.of(
        new Check("details.available_countsAndIsThenRead", Details::available),
        new Check("details.available_nothing", Details::availableNothing),
        new Check("details.transferTo", () -> transferTo(Transport.CHANNEL)),
        new Check("details.transferTo_socketStream", Details::transferToStream),
        new Check("details.transferFrom", Details::transferFrom),
        new Check("details.emptyBuffers", Details::emptyBuffers),
        new Check("details.options", Details::options),
        new Check("details.readOnlyAndDirectBuffers", Details::buffers),
        new Check("details.urgentData", () -> urgentData(Transport.SOCKET)),
        new Check("details.urgentData_adaptor", () -> urgentData(Transport.CHANNEL)),
        new Check("details.newChannelStreams", Details::channelStreams));
  }

  private static Socket socket(End end) {
    return end instanceof ChannelEnd channel
        ? channel.channel().socket()
        : ((SocketEnd) end).socket();
  }

  private static Pair open(Transport transport) throws Exception {
    Pair pair = Pair.open(transport);
    Background<Boolean> peer = Background.run(() -> pair.server().write(new byte[1]));
    Expect.equal(pair.client().readExactly(1).length, 1, "bytes");
    peer.join();
    return pair;
  }

  private static void available() throws Exception {
    try (Pair pair = open(Transport.SOCKET)) {
      InputStream in = socket(pair.client()).getInputStream();
      pair.server().write(Bytes.of(500, 1));
      long until = System.nanoTime() + 20_000_000_000L;
      while (in.available() < 500 && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      Expect.equal(in.available(), 500, "available");
      Expect.equal(in.readNBytes(100).length, 100, "bytes");
      Expect.equal(in.available(), 400, "available");
      Expect.same(
          in.readNBytes(400), java.util.Arrays.copyOfRange(Bytes.of(500, 1), 100, 500), "rest");
      Expect.equal(in.available(), 0, "available");
    }
  }

  /** It goes beneath TLS, so that in the mesh it is refused; the stream goes on all the same. */
  private static void urgentData(Transport transport) throws Exception {
    try (Pair pair = open(transport)) {
      for (End end : List.of(pair.client(), pair.server())) {
        Socket socket = socket(end);
        if (Boolean.getBoolean("contracts.meshed")) {
          SocketException refused =
              Expect.failsLike(SocketException.class, () -> socket.sendUrgentData(7));
          Expect.equal(
              String.valueOf(refused.getMessage()),
              "urgent data: not possible on a connection of the mesh (expected: ordinary writes)",
              "message");
        } else {
          socket.sendUrgentData(7);
        }
      }
      pair.client().write(Bytes.of(1_000, 1));
      Expect.same(pair.server().readExactly(1_000), Bytes.of(1_000, 1), "to the server");
      pair.server().write(Bytes.of(1_000, 2));
      Expect.same(pair.client().readExactly(1_000), Bytes.of(1_000, 2), "to the client");
    }
  }

  private static void availableNothing() throws Exception {
    try (Pair pair = Pair.open(Transport.SOCKET)) {
      Expect.equal(socket(pair.client()).getInputStream().available(), 0, "client");
      Expect.equal(socket(pair.server()).getInputStream().available(), 0, "server");
    }
  }

  private static void transferTo(Transport transport) throws Exception {
    Path file = Files.createTempFile("contract", ".bin");
    try (Pair pair = open(transport);
        FileChannel source = FileChannel.open(file)) {
      byte[] bytes = Bytes.of(3_000_000, 2);
      Files.write(file, bytes);
      Background<byte[]> reader = Background.start(() -> pair.server().readAll(10_000));
      SocketChannel target = ((ChannelEnd) pair.client()).channel();
      long at = 0;
      while (at < bytes.length) {
        at += source.transferTo(at, bytes.length - at, target);
      }
      target.shutdownOutput();
      Expect.same(reader.join(), bytes, "to the server");
    } finally {
      Files.delete(file);
    }
  }

  private static void transferToStream() throws Exception {
    Path file = Files.createTempFile("contract", ".bin");
    try (Pair pair = open(Transport.SOCKET)) {
      byte[] bytes = Bytes.of(1_000_000, 3);
      Files.write(file, bytes);
      Background<byte[]> reader = Background.start(() -> pair.server().readAll(10_000));
      try (InputStream in = Files.newInputStream(file)) {
        in.transferTo(socket(pair.client()).getOutputStream());
      }
      pair.client().shutdownOutput();
      Expect.same(reader.join(), bytes, "to the server");
    } finally {
      Files.delete(file);
    }
  }

  private static void transferFrom() throws Exception {
    Path file = Files.createTempFile("contract", ".bin");
    try (Pair pair = open(Transport.CHANNEL);
        FileChannel target = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] bytes = Bytes.of(2_000_000, 4);
      Background<Boolean> writer =
          Background.run(
              () -> {
                pair.server().write(bytes);
                pair.server().shutdownOutput();
              });
      SocketChannel source = ((ChannelEnd) pair.client()).channel();
      long at = 0;
      while (at < bytes.length) {
        at += target.transferFrom(source, at, bytes.length - at);
      }
      writer.join();
      Expect.same(Files.readAllBytes(file), bytes, "in the file");
    } finally {
      Files.delete(file);
    }
  }

  private static void emptyBuffers() throws Exception {
    try (Pair pair = open(Transport.CHANNEL)) {
      SocketChannel channel = ((ChannelEnd) pair.client()).channel();
      Expect.equal(channel.read(ByteBuffer.allocate(0)), 0, "read");
      Expect.equal(channel.write(ByteBuffer.allocate(0)), 0, "written");
      ByteBuffer[] none = {ByteBuffer.allocate(0), ByteBuffer.allocateDirect(0)};
      Expect.equal(channel.read(none), 0L, "read");
      Expect.equal(channel.write(none), 0L, "written");
      Expect.equal(channel.write(new ByteBuffer[0]), 0L, "written");
      pair.client().write(new byte[] {1});
      Expect.same(pair.server().readExactly(1), new byte[] {1}, "to the server");
    }
  }

  private static void options() throws Exception {
    try (Pair pair = open(Transport.CHANNEL)) {
      SocketChannel channel = ((ChannelEnd) pair.client()).channel();
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.setOption(StandardSocketOptions.SO_LINGER, 5);
      Expect.equal(channel.getOption(StandardSocketOptions.TCP_NODELAY), true, "no delay");
      Expect.equal(channel.getOption(StandardSocketOptions.SO_LINGER), 5, "linger");
    }
  }

  private static void buffers() throws Exception {
    try (Pair pair = open(Transport.CHANNEL)) {
      byte[] bytes = Bytes.of(50_000, 5);
      ByteBuffer direct = ByteBuffer.allocateDirect(60_000);
      direct.position(10_000);
      direct.put(bytes).flip().position(10_000);
      ByteBuffer readOnly = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
      Background<byte[]> reader = Background.start(() -> pair.server().readExactly(100_000));
      pair.client().write(direct);
      pair.client().write(readOnly);
      byte[] all = reader.join();
      Expect.same(java.util.Arrays.copyOf(all, 50_000), bytes, "direct");
      Expect.same(java.util.Arrays.copyOfRange(all, 50_000, 100_000), bytes, "read-only");
      Expect.equal(direct.position(), 60_000, "position");
    }
  }

  private static void channelStreams() throws Exception {
    try (Pair pair = open(Transport.CHANNEL)) {
      SocketChannel client = ((ChannelEnd) pair.client()).channel();
      SocketChannel server = ((ChannelEnd) pair.server()).channel();
      byte[] bytes = Bytes.of(100_000, 6);
      Background<Boolean> writer =
          Background.run(
              () -> {
                Channels.newOutputStream(client).write(bytes);
                client.shutdownOutput();
              });
      Expect.same(Channels.newInputStream(server).readAllBytes(), bytes, "to the server");
      writer.join();
    }
  }
}

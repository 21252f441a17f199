package dev.weft.it.programs.contracts;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is no TCP. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class Untouched {
  private Untouched() {}

  static List<Check> checks() {
    return List.of(
        new Check("untouched.datagramSocket", Untouched::datagramSocket),
        new Check("untouched.connectedDatagramChannel", Untouched::datagramChannel),
        new Check("untouched.unixSocket", Untouched::unixSocket),
        new Check("untouched.pipe", Untouched::pipe));
  }

  private static void datagramSocket() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (DatagramSocket one = new DatagramSocket(0, here);
        DatagramSocket two = new DatagramSocket(0, here)) {
      two.setSoTimeout(20_000);
      one.connect(here, two.getLocalPort());
      one.send(new DatagramPacket(new byte[] {1, 2}, 2));
      DatagramPacket packet = new DatagramPacket(new byte[10], 10);
      two.receive(packet);
      Expect.equal(packet.getLength(), 2, "length");
    }
  }

  private static void datagramChannel() throws Exception {
    try (DatagramChannel one = DatagramChannel.open();
        DatagramChannel two = DatagramChannel.open();
        Selector selector = Selector.open()) {
      one.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      two.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      one.connect(two.getLocalAddress());
      two.connect(one.getLocalAddress());
      two.configureBlocking(false);
      two.register(selector, SelectionKey.OP_READ);
      one.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      Expect.equal(selector.select(20_000), 1, "keys");
      Expect.equal(two.read(ByteBuffer.allocate(10)), 3, "bytes");
    }
  }

  private static void unixSocket() throws Exception {
    Path folder = Files.createTempDirectory("contract");
    Path path = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
          SocketChannel accepted = server.accept()) {
        client.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        client.shutdownOutput();
        Expect.equal(accepted.read(ByteBuffer.allocate(10)), 3, "bytes");
        Expect.equal(accepted.read(ByteBuffer.allocate(10)), -1, "end");
      }
    } finally {
      Files.delete(path);
      Files.delete(folder);
    }
  }

  private static void pipe() throws Exception {
    Pipe pipe = Pipe.open();
    try (Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source();
        Selector selector = Selector.open()) {
      source.configureBlocking(false);
      source.register(selector, SelectionKey.OP_READ);
      sink.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      Expect.equal(selector.select(20_000), 1, "keys");
      Expect.equal(source.read(ByteBuffer.allocate(10)), 3, "bytes");
    }
  }
}

package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/**
 * Both ends of a connection.
 *
 * @param near whose descriptor is looked at
 * @param far what makes it readable
 */
record SocketPair(SocketChannel near, SocketChannel far) implements AutoCloseable {
  static SocketPair open() throws IOException {
    try (ServerSocketChannel listener =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      SocketChannel near = SocketChannel.open(listener.getLocalAddress());
      return new SocketPair(near, listener.accept());
    }
  }

  FileDescriptor fd() {
    return Objects.requireNonNull(Descriptors.of(near));
  }

  int number() {
    return Epoll.number(fd());
  }

  /** Makes the near end readable: when this returns, on loopback. */
  void send() throws IOException {
    if (far.write(ByteBuffer.allocate(1)) != 1) {
      throw new IOException("nothing was sent");
    }
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }
}

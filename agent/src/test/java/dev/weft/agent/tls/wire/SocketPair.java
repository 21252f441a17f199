package dev.weft.agent.tls.wire;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Both ends of a TCP connection on loopback.
 *
 * @param near whose descriptor is looked at
 * @param far what makes it readable
 */
public record SocketPair(SocketChannel near, SocketChannel far) implements AutoCloseable {
  /** Two that are connected. */
  public static SocketPair open() throws IOException {
    try (ServerSocketChannel listener =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      SocketChannel near = SocketChannel.open(listener.getLocalAddress());
      return new SocketPair(near, listener.accept());
    }
  }

  /** The descriptor of {@code channel}. */
  public static FileDescriptor descriptorOf(SocketChannel channel) {
    try {
      Field field = channel.getClass().getDeclaredField("fd");
      field.setAccessible(true);
      return (FileDescriptor) field.get(channel);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("sun.nio.ch has changed", e);
    }
  }

  /** The near end's descriptor. */
  public FileDescriptor fd() {
    return descriptorOf(near);
  }

  /** Makes the near end readable: on loopback it is when this returns. */
  public void send() throws IOException {
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

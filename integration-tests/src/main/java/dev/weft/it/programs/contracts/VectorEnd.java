package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A blocking {@link SocketChannel} that scatters and gathers, from heap and native memory. */
final class VectorEnd implements End {
  private static final int[] SIZES = {1, 0, 7, 4096, 20_000};

  private final SocketChannel channel;
  private final ByteBuffer[] in = buffers();
  private final ByteBuffer[] out = buffers();

  VectorEnd(SocketChannel channel) {
    this.channel = channel;
  }

  private static ByteBuffer[] buffers() {
    ByteBuffer[] buffers = new ByteBuffer[SIZES.length];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = i % 3 == 2 ? ByteBuffer.allocate(SIZES[i]) : ByteBuffer.allocateDirect(SIZES[i]);
    }
    return buffers;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int room = target.remaining();
    for (ByteBuffer buffer : in) {
      buffer.clear().limit(Math.min(buffer.capacity(), room));
      room -= buffer.limit();
    }
    int n = (int) channel.read(in, 0, in.length);
    for (ByteBuffer buffer : in) {
      target.put(buffer.flip());
    }
    return n;
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      for (ByteBuffer buffer : out) {
        buffer.clear();
        while (buffer.hasRemaining() && source.hasRemaining()) {
          ByteBuffer part = source.slice();
          part.limit(Math.min(part.limit(), buffer.remaining()));
          buffer.put(part);
          source.position(source.position() + part.position());
        }
        buffer.flip();
      }
      while (someLeft()) {
        channel.write(out);
      }
    }
  }

  private boolean someLeft() {
    for (ByteBuffer buffer : out) {
      if (buffer.hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package dev.weft.agent.tls;

import dev.weft.bootstrap.NativeMemory;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An array, for engines that work on arrays; system calls go by way of {@link Scratch}. */
final class HeapBlock extends Block {
  private final byte[] bytes;
  private final ByteBuffer buffer;

  HeapBlock(int size) {
    this.bytes = new byte[size];
    this.buffer = ByteBuffer.wrap(bytes);
  }

  @Override
  int read(FileDescriptor fd, int at, int most) throws IOException {
    Scratch scratch = Scratch.READING.take();
    try {
      int n = RawSocket.read(fd, scratch.address, Math.min(scratch.size, most));
      if (n > 0) {
        NativeMemory.toArray(scratch.address, bytes, at, n);
      }
      return n;
    } finally {
      Scratch.READING.give(scratch);
    }
  }

  @Override
  int write(FileDescriptor fd, int at, int length) throws IOException {
    Scratch scratch = Scratch.WRITING.take();
    try {
      int n = Math.min(scratch.size, length);
      NativeMemory.fromArray(bytes, at, scratch.address, n);
      return RawSocket.write(fd, scratch.address, n);
    } finally {
      Scratch.WRITING.give(scratch);
    }
  }

  @Override
  ByteBuffer range(int at, int length) {
    return buffer.limit(at + length).position(at);
  }

  @Override
  void copyTo(long address, int at, int length) {
    NativeMemory.fromArray(bytes, at, address, length);
  }

  @Override
  void moveToFront(int at, int length) {
    System.arraycopy(bytes, at, bytes, 0, length);
  }
}

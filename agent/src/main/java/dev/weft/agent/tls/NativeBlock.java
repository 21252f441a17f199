package dev.weft.agent.tls;

import dev.weft.bootstrap.NativeMemory;
import dev.weft.bootstrap.NativeWindow;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;

/**
 * Native memory, for engines that work on it: no byte is copied on its way to the engine or from
 * it. Not the JDK's direct buffers, because those take from what the application may allocate.
 * Freed with the last reference to it.
 */
final class NativeBlock extends Block {
  private static final Cleaner CLEANER = Cleaner.create();

  private final long address;
  private final NativeWindow window = new NativeWindow();

  NativeBlock(int size) {
    long allocated = NativeMemory.allocate(size);
    this.address = allocated;
    CLEANER.register(this, () -> NativeMemory.free(allocated));
  }

  @Override
  int read(FileDescriptor fd, int at, int most) throws IOException {
    return RawSocket.read(fd, address + at, most);
  }

  @Override
  int write(FileDescriptor fd, int at, int length) throws IOException {
    return RawSocket.write(fd, address + at, length);
  }

  @Override
  ByteBuffer range(int at, int length) {
    return window.at(address + at, length);
  }

  @Override
  void copyTo(long target, int at, int length) {
    NativeMemory.copy(address + at, target, length);
  }

  @Override
  void moveToFront(int at, int length) {
    NativeMemory.copy(address + at, address, length);
  }
}

package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A piece of memory that records pass through, where the TLS engine is fast with it. Its owner uses
 * it alone and gives it back to its {@link BlockPool}.
 */
abstract class Block {
  /**
   * read(2) of up to {@code most} bytes to {@code at}; waits if the descriptor blocks.
   *
   * @return a byte count, or one of {@link IoResult}
   */
  abstract int read(FileDescriptor fd, int at, int most) throws IOException;

  /**
   * write(2) of {@code length} bytes from {@code at} on; waits if the descriptor blocks.
   *
   * @return a byte count, or one of {@link IoResult}
   */
  abstract int write(FileDescriptor fd, int at, int length) throws IOException;

  /**
   * The {@code length} bytes from {@code at} on, as a buffer's remaining ones. There is one buffer:
   * it means something else after the next call.
   */
  abstract ByteBuffer range(int at, int length);

  /** Copies {@code length} bytes from {@code at} on to native memory. */
  abstract void copyTo(long address, int at, int length);

  /** Moves {@code length} bytes from {@code at} on to the beginning. */
  abstract void moveToFront(int at, int length);
}

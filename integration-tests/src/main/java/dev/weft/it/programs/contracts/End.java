package dev.weft.it.programs.contracts;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One end of a connection, whatever kind of socket it is. One thread may read, another write. */
interface End extends Closeable {
  /** Waits for bytes; how many came, or -1 at the end of the stream. */
  int read(ByteBuffer target) throws IOException;

  /** Writes all of {@code source}. */
  void write(ByteBuffer source) throws IOException;

  void shutdownOutput() throws IOException;

  default void write(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  /** Exactly {@code count} bytes. */
  default byte[] readExactly(int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (read(buffer) < 0) {
        throw new EOFException("end after " + buffer.position() + " of " + count + " bytes");
      }
    }
    return buffer.array();
  }

  /** Everything until the end of the stream, read with a buffer of {@code size} bytes. */
  default byte[] readAll(int size) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toByteArray();
  }
}

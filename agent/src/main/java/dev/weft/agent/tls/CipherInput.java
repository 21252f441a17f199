package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.NativeMemory;
import dev.weft.bootstrap.RawSocket;
import dev.weft.enforcer.link.ClientHello;
import dev.weft.enforcer.link.MeshProtocol;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes received and not yet consumed: ciphertext, or a plaintext client's first bytes. */
final class CipherInput {
  private byte @Nullable [] buffer;
  private int start;
  private int end;

  /** How many bytes wait. */
  int size() {
    return end - start;
  }

  /**
   * Whether a whole record waits (or a header that no record can have, for the engine to refuse).
   */
  boolean hasRecord() {
    int record = recordLength();
    return record > 0 && (record > MeshProtocol.MAX_RECORD || size() >= record);
  }

  /** The length that the first record says it has, with its header; 0 while that is not known. */
  int recordLength() {
    if (buffer == null || size() < MeshProtocol.RECORD_HEADER) {
      return 0;
    }
    int length = (buffer[start + 3] & 0xff) << 8 | (buffer[start + 4] & 0xff);
    return MeshProtocol.RECORD_HEADER + length;
  }

  /**
   * Reads from the descriptor once; waits if the descriptor blocks.
   *
   * @return a byte count above 0, or one of {@link IoResult}
   */
  int fill(FileDescriptor fd) throws IOException {
    int room = 2 * MeshProtocol.MAX_RECORD - size();
    Scratch scratch = Scratch.READING.take();
    try {
      int n = RawSocket.read(fd, scratch.address, Math.min(scratch.size, room));
      if (n > 0) {
        append(scratch.address, n);
      }
      return n;
    } finally {
      Scratch.READING.give(scratch);
    }
  }

  /** As {@link #fill}, but never waits. */
  int fillNow(FileDescriptor fd) throws IOException {
    return RawSocket.poll(fd, RawSocket.POLLIN, 0) == 0 ? IoResult.UNAVAILABLE : fill(fd);
  }

  /** What the bytes so far say of the client. */
  ClientHello.Sniff sniff() {
    return buffer == null ? ClientHello.Sniff.UNDECIDED : ClientHello.sniff(buffer, start, end);
  }

  /** The waiting bytes, to be consumed by advancing the position; then {@link #consumed}. */
  ByteBuffer view() {
    return buffer == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(buffer, start, size());
  }

  /** Drops the first {@code count} bytes. */
  void consumed(int count) {
    start += count;
    if (start == end) {
      release();
    }
  }

  /** Moves up to {@code length} of the waiting bytes to {@code address}; returns how many. */
  int drain(long address, int length) {
    int n = Math.min(length, size());
    if (n > 0 && buffer != null) {
      NativeMemory.fromArray(buffer, start, address, n);
      consumed(n);
    }
    return n;
  }

  /** Receives and forgets up to about {@code budget} bytes, as far as they are there already. */
  void discard(FileDescriptor fd, int budget) throws IOException {
    int left = budget;
    int n = 1;
    while (left > 0 && n > 0) {
      release();
      n = fillNow(fd);
      left -= n;
    }
    release();
  }

  /** Forgets everything. */
  void release() {
    if (buffer != null) {
      HeapPool.INPUT.give(buffer);
      buffer = null;
    }
    start = 0;
    end = 0;
  }

  private void append(long address, int count) {
    if (buffer == null) {
      buffer = HeapPool.INPUT.take();
    } else if (buffer.length - end < count) {
      System.arraycopy(buffer, start, buffer, 0, size());
      end -= start;
      start = 0;
    }
    NativeMemory.toArray(address, buffer, end, count);
    end += count;
  }
}

package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.RawSocket;
import dev.weft.enforcer.link.ClientHello;
import dev.weft.enforcer.link.MeshProtocol;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes received and not yet consumed: ciphertext, or a plaintext client's first bytes. */
final class CipherInput {
  private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

  private final SocketContext context;
  private @Nullable Block block;
  private int start;
  private int end;

  /** The length of the first record, with its header; 0 while it is not known. */
  private int record;

  /** Takes memory when something is received. */
  CipherInput(SocketContext context) {
    this.context = context;
  }

  /** How many bytes wait. */
  int size() {
    return end - start;
  }

  /**
   * Whether a whole record waits (or a header that no record can have, for the engine to refuse).
   */
  boolean hasRecord() {
    return record > 0 && (record > MeshProtocol.MAX_RECORD || size() >= record);
  }

  /** The length that the first record says it has, with its header; 0 while that is not known. */
  int recordLength() {
    return record;
  }

  /**
   * Reads from the descriptor once; waits if the descriptor blocks.
   *
   * @return a byte count above 0, or one of {@link IoResult}
   */
  int fill(FileDescriptor fd) throws IOException {
    Block into = block;
    if (into == null) {
      into = context.memory().input().take();
      block = into;
    } else if (RecordMemory.INPUT - end < MeshProtocol.MAX_RECORD) {
      into.moveToFront(start, size());
      end -= start;
      start = 0;
    }
    int n = 0;
    try {
      n = into.read(fd, end, RecordMemory.INPUT - end);
      return n;
    } finally {
      received(Math.max(n, 0));
    }
  }

  /** As {@link #fill}, but never waits. */
  int fillNow(FileDescriptor fd) throws IOException {
    return RawSocket.poll(fd, RawSocket.POLLIN, 0) == 0 ? IoResult.UNAVAILABLE : fill(fd);
  }

  /** What the bytes so far say of the client. */
  ClientHello.Sniff sniff() {
    byte[] seen = new byte[size()];
    view().get(seen);
    return ClientHello.sniff(seen, 0, seen.length);
  }

  /** The waiting bytes, to be consumed by advancing the position; then {@link #consumed}. */
  ByteBuffer view() {
    return block == null ? NO_DATA : block.range(start, size());
  }

  /** Drops the first {@code count} bytes. */
  void consumed(int count) {
    start += count;
    received(0);
  }

  /** Moves up to {@code length} of the waiting bytes to {@code address}; returns how many. */
  int drain(long address, int length) {
    int n = Math.min(length, size());
    if (n > 0 && block != null) {
      block.copyTo(address, start, n);
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
    start = end;
    received(0);
  }

  /** There are {@code count} bytes more at the end. */
  private void received(int count) {
    end += count;
    if (start < end) {
      record = lengthOfFirst();
      return;
    }
    record = 0;
    start = 0;
    end = 0;
    if (block != null) {
      context.memory().input().give(block);
      block = null;
    }
  }

  private int lengthOfFirst() {
    if (size() < MeshProtocol.RECORD_HEADER) {
      return 0;
    }
    ByteBuffer bytes = view();
    int at = bytes.position();
    int length = (bytes.get(at + 3) & 0xff) << 8 | (bytes.get(at + 4) & 0xff);
    return MeshProtocol.RECORD_HEADER + length;
  }
}

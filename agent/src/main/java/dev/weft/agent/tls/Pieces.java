package dev.weft.agent.tls;

import dev.weft.bootstrap.NativeMemory;
import dev.weft.bootstrap.NativeWindow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The application's bytes of one write: pieces of native memory, in order, as buffers that a TLS
 * engine takes them from. Reused for each write of a connection; one thread at a time.
 */
final class Pieces {
  /** Most pieces of one write; of a longer vector the rest comes with the next. */
  static final int MAX = 16;

  private final List<NativeWindow> windows = new ArrayList<>(1);
  private long[] addresses = new long[1];
  private int[] lengths = new int[1];
  private ByteBuffer[] buffers = new ByteBuffer[0];
  private int count;
  private int total;

  /** Starts anew, with no pieces. */
  void clear() {
    count = 0;
    total = 0;
  }

  /** Adds a piece; at most {@link #MAX}. Of more than 2 GB the rest comes with the next write. */
  void add(long address, int most) {
    int length = Math.min(most, Integer.MAX_VALUE - total);
    if (count == lengths.length) {
      // Most connections never write more than one at a time.
      addresses = Arrays.copyOf(addresses, MAX);
      lengths = Arrays.copyOf(lengths, MAX);
    }
    addresses[count] = address;
    lengths[count] = length;
    count++;
    total += length;
  }

  /** The bytes of all pieces together. */
  int total() {
    return total;
  }

  /** The byte at {@code offset} of all pieces together. */
  byte byteAt(int offset) {
    int left = offset;
    int piece = 0;
    while (left >= lengths[piece]) {
      left -= lengths[piece];
      piece++;
    }
    return NativeMemory.byteAt(addresses[piece] + left);
  }

  /** The bytes from {@code offset} on, piece by piece; to be used up before the next call. */
  ByteBuffer[] from(int offset) {
    if (buffers.length != count) {
      buffers = new ByteBuffer[count];
    }
    int left = offset;
    for (int i = 0; i < count; i++) {
      int skipped = Math.min(left, lengths[i]);
      buffers[i] = window(i).at(addresses[i] + skipped, lengths[i] - skipped);
      left -= skipped;
    }
    return buffers;
  }

  private NativeWindow window(int index) {
    while (windows.size() <= index) {
      windows.add(new NativeWindow());
    }
    return windows.get(index);
  }
}

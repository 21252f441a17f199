package dev.weft.agent.tls;

import dev.weft.bootstrap.IoVector;
import dev.weft.bootstrap.NativeMemory;
import java.util.Arrays;

/** Bytes that the application wrote before there was a stream. One thread at a time. */
final class EarlyBytes {
  private static final int RECORD = 16 * 1024;

  /** How many are kept: as many as {@link CipherOutput} has room for when they are encrypted. */
  static final int CAPACITY = 3 * RECORD;

  private static final byte[] NONE = new byte[0];

  private byte[] bytes = NONE;
  private int size;

  int size() {
    return size;
  }

  /** How many more can be kept. */
  int room() {
    return CAPACITY - size;
  }

  /** Keeps what there is room for of {@code length} bytes; how many that were. */
  int keep(long address, int length) {
    int taken = Math.min(length, room());
    if (size + taken > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(CAPACITY, Math.max(size + taken, 2 * bytes.length)));
    }
    NativeMemory.toArray(address, bytes, size, taken);
    size += taken;
    return taken;
  }

  /** As {@link #keep(long, int)}, for several buffers. */
  long keep(IoVector vector) {
    long taken = 0;
    for (int i = 0; i < vector.count() && room() > 0; i++) {
      taken += keep(vector.address(i), vector.length(i));
    }
    return taken;
  }

  /** All of them; none are kept then. */
  byte[] take() {
    byte[] all = Arrays.copyOf(bytes, size);
    bytes = NONE;
    size = 0;
    return all;
  }
}

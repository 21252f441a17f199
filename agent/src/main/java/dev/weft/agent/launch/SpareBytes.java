package dev.weft.agent.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays that are used again. One for each class file, and one for what it was packed into, would
 * be three megabytes in the program's heap at each start. Safe for any threads.
 */
final class SpareBytes {
  /** As many as threads and supertypes make of classes at once; others are garbage. */
  private static final int MOST = 6;

  /** In bytes. */
  private static final int LEAST = 16 << 10;

  private static final int LARGEST = 64 << 10;

  private final List<byte[]> spare = new ArrayList<>(MOST);

  /** One of {@code length} bytes or more, with anything in it. */
  synchronized byte[] take(int length) {
    for (int i = spare.size() - 1; i >= 0; i--) {
      if (spare.get(i).length >= length) {
        return spare.remove(i);
      }
    }
    return new byte[length <= LEAST ? LEAST : Math.max(length, LARGEST)];
  }

  /** Nobody uses {@code bytes} any more. */
  synchronized void give(byte[] bytes) {
    if (spare.size() < MOST && bytes.length <= LARGEST) {
      spare.add(bytes);
    }
  }
}

package dev.weft.bootstrap;

/**
 * A piece of the array of {@code struct iovec} that the JDK hands to readv(2) and writev(2) (64-bit
 * platforms).
 *
 * @param start the address of the first entry
 * @param count how many entries
 */
public record IoVector(long start, int count) {
  private static final int ENTRY = 16;
  private static final int LENGTH = 8;

  /** Where the memory of entry {@code index} begins. */
  public long address(int index) {
    return NativeMemory.longAt(start + (long) index * ENTRY);
  }

  /** The length of entry {@code index}, in bytes. */
  public int length(int index) {
    return (int) NativeMemory.longAt(start + (long) index * ENTRY + LENGTH);
  }

  /** The entries from {@code index} on, {@code most} at most. */
  public IoVector from(int index, int most) {
    return new IoVector(start + (long) index * ENTRY, Math.min(most, count - index));
  }

  /** The bytes of all entries together. */
  public long total() {
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += length(i);
    }
    return total;
  }
}

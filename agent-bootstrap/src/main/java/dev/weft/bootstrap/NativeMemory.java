package dev.weft.bootstrap;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import jdk.internal.misc.Unsafe;

/**
 * Copies between native memory and arrays, and allocates native memory. Bounds are the caller's.
 */
public final class NativeMemory {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long BYTES = arrayBase();
  private static final long ADDRESS = UNSAFE.objectFieldOffset(Buffer.class, "address");

  private NativeMemory() {}

  /** Read by reflection, because the constant is an int on some JDKs and a long on others. */
  private static long arrayBase() {
    try {
      return ((Number) Unsafe.class.getField("ARRAY_BYTE_BASE_OFFSET").get(null)).longValue();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Copies {@code length} bytes from {@code address} to {@code target}. */
  public static void toArray(long address, byte[] target, int offset, int length) {
    UNSAFE.copyMemory(null, address, target, BYTES + offset, length);
  }

  /** Copies {@code length} bytes from {@code source} to {@code address}. */
  public static void fromArray(byte[] source, int offset, long address, int length) {
    UNSAFE.copyMemory(source, BYTES + offset, null, address, length);
  }

  /** Copies {@code length} bytes from {@code address} to {@code target}; they may overlap. */
  public static void copy(long address, long target, int length) {
    UNSAFE.copyMemory(address, target, length);
  }

  /** Where the memory of a direct buffer begins, whatever its position. */
  public static long address(ByteBuffer direct) {
    return UNSAFE.getLong(direct, ADDRESS);
  }

  /** The byte at {@code address}. */
  public static byte byteAt(long address) {
    return UNSAFE.getByte(address);
  }

  /** The pointer-sized value at {@code address} (64-bit platforms). */
  public static long longAt(long address) {
    return UNSAFE.getLong(address);
  }

  /** Allocates {@code size} bytes; throws {@link OutOfMemoryError} when there is no memory. */
  public static long allocate(int size) {
    return UNSAFE.allocateMemory(size);
  }

  /** Frees what {@link #allocate} gave. */
  public static void free(long address) {
    UNSAFE.freeMemory(address);
  }
}

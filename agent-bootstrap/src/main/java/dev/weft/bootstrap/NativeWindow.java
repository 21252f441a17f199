package dev.weft.bootstrap;

import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import jdk.internal.misc.Unsafe;

/**
 * Native memory that somebody else owns, seen as a {@link ByteBuffer}: so a TLS engine takes an
 * application's bytes from where they are, and puts them where they are wanted, without a copy in
 * between. One buffer that is aimed anew for each call. One thread at a time.
 */
public final class NativeWindow {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long ADDRESS = UNSAFE.objectFieldOffset(Buffer.class, "address");

  private static final ByteBuffer NOWHERE = nowhere();

  private final ByteBuffer buffer = NOWHERE.duplicate();

  /**
   * A buffer of the greatest size, made as the JDK makes those of mapped files; it owns nothing.
   */
  private static ByteBuffer nowhere() {
    try {
      Class<?> util = Class.forName("sun.nio.ch.Util");
      // Only the address changes later: the other fields are final on some JDKs.
      return (MappedByteBuffer)
          Members.of(util)
              .findStatic(
                  "newMappedByteBuffer",
                  MethodType.methodType(
                      MappedByteBuffer.class,
                      int.class,
                      long.class,
                      java.io.FileDescriptor.class,
                      Runnable.class,
                      boolean.class))
              .invoke(Integer.MAX_VALUE, 0L, null, null, false);
    } catch (Throwable t) {
      throw new IllegalStateException("no buffer over native memory", t);
    }
  }

  /**
   * The {@code length} bytes from {@code address} on. Only for a call that keeps no reference:
   * bounds and the memory's life are the caller's business.
   */
  public ByteBuffer at(long address, int length) {
    UNSAFE.putLong(buffer, ADDRESS, address);
    return buffer.clear().limit(length);
  }
}

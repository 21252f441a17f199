package dev.weft.bootstrap;

import java.io.FileDescriptor;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Hangs Weft's state on a {@link FileDescriptor}: on its private field {@code parent}, which only
 * file streams use. A new socket has a new descriptor object, so the state can never meet a reused
 * descriptor number, needs no clearing at close, and costs one field read to look up.
 */
public final class Descriptors {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long PARENT = UNSAFE.objectFieldOffset(FileDescriptor.class, "parent");

  private Descriptors() {}

  /** The state on {@code fd}, or null. */
  public static @Nullable Attachment get(FileDescriptor fd) {
    return UNSAFE.getReference(fd, PARENT) instanceof Attachment attachment ? attachment : null;
  }

  /** The connection state on {@code fd}, or null when Weft leaves it alone. */
  static @Nullable MeshSocket meshSocket(FileDescriptor fd) {
    return UNSAFE.getReference(fd, PARENT) instanceof MeshSocket socket ? socket : null;
  }

  /** As {@link #meshSocket}, where there may be no descriptor yet. */
  static @Nullable MeshSocket meshSocketOrNull(@Nullable FileDescriptor fd) {
    return fd == null ? null : meshSocket(fd);
  }

  /** Hangs {@code attachment} on {@code fd}, unless something hangs there already. */
  static boolean attach(FileDescriptor fd, Attachment attachment) {
    return UNSAFE.compareAndSetReference(fd, PARENT, null, attachment);
  }
}

package dev.weft.bootstrap.http;

import org.jspecify.annotations.Nullable;

/**
 * Woven into a library's object that is to carry something of Weft's from one thread to another.
 */
public interface Keeping {
  /** What it keeps; null for nothing. */
  @Nullable Object weftKept();

  /** Keeps {@code object} in the place of what it kept. */
  void weftKeep(@Nullable Object object);
}

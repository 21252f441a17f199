package dev.weft.bootstrap;

import java.io.Closeable;

/**
 * What Weft hangs on a {@link java.io.FileDescriptor}. It is a {@link Closeable} only because the
 * field that carries it has that type; the JDK never closes it for sockets.
 */
public abstract class Attachment implements Closeable {
  /** Marks a descriptor that Weft leaves alone (a datagram socket). */
  public static final Attachment LEFT_ALONE = new Attachment() {};

  /** Called just before the descriptor's number is given back to the kernel; must not throw. */
  public void released() {}

  @Override
  public final void close() {}
}

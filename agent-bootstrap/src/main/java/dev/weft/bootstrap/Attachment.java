package dev.weft.bootstrap;

import java.io.Closeable;
import java.io.FileDescriptor;

/**
 * What Weft hangs on a {@link java.io.FileDescriptor}. It is a {@link Closeable} only because the
 * field that carries it has that type; the JDK never closes it for sockets.
 */
public abstract class Attachment implements Closeable {
  /** Marks a descriptor that Weft leaves alone (a datagram socket), or that is closed. */
  public static final Attachment LEFT_ALONE = new Attachment() {};

  /** Marks a descriptor that is about to listen, until what it is announced as hangs there. */
  static final Attachment TO_LISTEN = new Attachment() {};

  /** Called when the system call that connects has returned: there is a local address now. */
  public void connectStarted(FileDescriptor fd) {}

  /** Called just before the descriptor's number is given back to the kernel; must not throw. */
  public void released() {}

  @Override
  public final void close() {}
}

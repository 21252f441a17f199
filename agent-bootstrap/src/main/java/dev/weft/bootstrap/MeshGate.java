package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Decides which sockets become part of the mesh. Called on the application's threads. */
public interface MeshGate {
  /**
   * A socket is about to connect.
   *
   * @return the state to hang on it, or null to leave it alone
   * @throws IOException when the connection is refused
   */
  @Nullable MeshSocket connecting(FileDescriptor fd, InetAddress address, int port)
      throws IOException;

  /** The system call returned: the descriptor now has a local address. */
  void connectStarted(FileDescriptor fd, InetAddress address, int port);

  /** A connection attempt to this address failed at once. */
  void connectFailed(InetAddress address, int port);

  /** A server socket has accepted a connection; returns the state to hang on it, or null. */
  @Nullable MeshSocket accepted(FileDescriptor fd);

  /** A server socket listens; returns what to hang on it, or null. May wait, bounded. */
  @Nullable Attachment listening(FileDescriptor fd);

  /** A fault of Weft's own at {@code where}: counted and reported. Never throws. */
  void fault(String where, Throwable fault);
}

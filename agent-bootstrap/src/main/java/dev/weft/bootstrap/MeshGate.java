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
  @Nullable Attachment connecting(FileDescriptor fd, InetAddress address, int port)
      throws IOException;

  /** A server socket has accepted a connection; returns the state to hang on it, or null. */
  @Nullable MeshSocket accepted(FileDescriptor fd);

  /** A server socket is about to listen; returns what to hang on it, or null. May wait, bounded. */
  @Nullable Attachment listening(FileDescriptor fd);

  /** The program has sockets of its own making, of the class {@code type}: to be left alone. */
  void foreign(Class<?> type);
}

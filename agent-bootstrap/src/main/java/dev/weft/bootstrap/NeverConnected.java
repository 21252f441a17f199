package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A socket that is never connected: to shut it down does nothing, as the JDK passes over what
 * shutdown(2) says of it. It stands in for a connection whose output or input the mesh shuts down
 * itself, later.
 */
final class NeverConnected {
  private static final @Nullable Channel CHANNEL = open();

  private NeverConnected() {}

  private static @Nullable Channel open() {
    try {
      return SocketChannel.open();
    } catch (IOException | RuntimeException e) {
      // No descriptor is left, or the application's own provider fails. The connection is shut down
      // for good then, which is no harm to what is protected.
      return null;
    }
  }

  /** Its descriptor, or null where there is none. */
  static @Nullable FileDescriptor descriptor() {
    return CHANNEL == null ? null : Descriptors.of(CHANNEL);
  }
}

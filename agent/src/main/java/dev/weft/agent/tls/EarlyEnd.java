package dev.weft.agent.tls;

import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The end of the output that the application asks for when it cannot be said: before it is known
 * what is at the other end, or when the kernel has no room for what comes before it.
 *
 * <p>Guarded by the lock of the connection's state; each method says whether its caller has it.
 */
final class EarlyEnd {
  private final ConnectionState state;
  private boolean wanted;

  EarlyEnd(ConnectionState state) {
    this.state = state;
  }

  /**
   * The application ends its output. Without the lock.
   *
   * @return false when it is known what is at the other end, and the end to be said to it
   */
  boolean sayWhenKnown() {
    state.lock.lock();
    try {
      boolean open = state.phase() == Phase.RESOLVING;
      wanted |= open;
      return open;
    } finally {
      state.lock.unlock();
    }
  }

  /** Whether the output is going to end as soon as that is known. Without the lock. */
  boolean isSaidWhenKnown() {
    state.lock.lock();
    try {
      return wanted && state.phase() == Phase.RESOLVING && !state.isClosing();
    } finally {
      state.lock.unlock();
    }
  }

  /** The kernel has no room for it: the agent says it when there is. Without the lock. */
  void sayLater(FileDescriptor fd, TlsWriter stream) {
    state.lock.lock();
    try {
      Attendant alone = state.opener.attendant();
      if (state.phase() == Phase.OPEN && !state.isClosing() && alone != null) {
        state.early(alone).endLater(fd, stream);
      }
    } finally {
      state.lock.unlock();
    }
  }

  /** Nothing of the mesh is at the other end. With the lock. */
  void leftAlone(FileDescriptor fd) {
    if (wanted && !state.isClosing()) {
      try {
        RawSocket.shutdownOutput(fd);
      } catch (IOException e) {
        // Broken: the application's next read meets the same.
        wanted = false;
      }
    }
  }

  /** It is to be opened. With the lock. */
  void opening(@Nullable Early acts) {
    if (wanted && acts != null) {
      boolean unused = acts.end();
    }
  }
}

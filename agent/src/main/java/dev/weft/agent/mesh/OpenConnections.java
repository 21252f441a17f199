package dev.weft.agent.mesh;

import dev.weft.agent.tls.TlsSocket;
import dev.weft.bootstrap.Descriptors;
import java.io.FileDescriptor;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections that the mesh has something to do with: to be checked anew when the rules change,
 * and to be at their end before the agent leaves. It keeps none of them alive; there are as many as
 * the process has descriptors. Thread-safe.
 */
final class OpenConnections {
  /** How long the end of the process is held up at most. */
  private static final Duration GOODBYES = Duration.ofMillis(500);

  // Guarded by itself, as the next two. The value leads back to the key.
  private final Map<TlsSocket, WeakReference<FileDescriptor>> open = new WeakHashMap<>();

  /** How many are about to be added. */
  private int coming;

  private boolean closed;

  /**
   * A connection is about to become part of the mesh: {@link #add} it then, and call {@link #came}
   * in any case.
   *
   * @return false when none may any more; {@link #came} is not to be called then
   */
  boolean comes() {
    synchronized (open) {
      if (closed) {
        return false;
      }
      coming++;
      return true;
    }
  }

  /** It is part of the mesh now, or will not be. */
  void came() {
    synchronized (open) {
      coming--;
    }
  }

  void add(TlsSocket socket, FileDescriptor fd) {
    synchronized (open) {
      open.put(socket, new WeakReference<>(fd));
    }
    socket.tellWhenGone(this::remove);
  }

  private void remove(TlsSocket socket) {
    synchronized (open) {
      open.remove(socket);
    }
  }

  /** Checks every connection against the rules and the roots in force now. */
  void recheck() {
    snapshot().keySet().forEach(TlsSocket::recheck);
  }

  /** How many are not at their end; those that have failed are sealed by this, and are. */
  int left() {
    int count;
    synchronized (open) {
      count = coming;
    }
    for (Map.Entry<TlsSocket, FileDescriptor> entry : snapshot().entrySet()) {
      entry.getKey().seal(entry.getValue());
      count += entry.getKey().isAtItsEnd() ? 0 : 1;
    }
    return count;
  }

  /** Lets none become part of the mesh any more if each is at its end; else changes nothing. */
  boolean closeIfNoneIsLeft() {
    // One that comes meanwhile is counted before, or turned away after.
    synchronized (open) {
      closed = coming == 0 && open.keySet().stream().allMatch(OpenConnections::isAtItsEnd);
      return closed;
    }
  }

  private static boolean isAtItsEnd(@Nullable TlsSocket socket) {
    // A weak map may hand out null for a key that went away meanwhile.
    return socket == null || socket.isAtItsEnd();
  }

  /** Whether any is about to be added. */
  boolean areComing() {
    synchronized (open) {
      return coming > 0;
    }
  }

  /** Lets none become part of the mesh any more. */
  void close() {
    synchronized (open) {
      closed = true;
    }
  }

  /** As before {@link #close}. */
  void reopen() {
    synchronized (open) {
      closed = false;
    }
  }

  /** Ends all that are not at their end. */
  void cut() {
    snapshot().forEach(TlsSocket::cut);
  }

  /**
   * The process ends: the other ends of what is open are told, as many of them as can be in {@link
   * #GOODBYES}.
   */
  void endWithProcess() {
    long end = System.nanoTime() + GOODBYES.toNanos();
    for (Map.Entry<TlsSocket, FileDescriptor> entry : snapshot().entrySet()) {
      if (System.nanoTime() - end > 0) {
        return;
      }
      entry.getKey().endWithProcess(entry.getValue());
    }
  }

  /** Takes all of them from their descriptors. Only when each is at its end. */
  void letGo() {
    Map<TlsSocket, FileDescriptor> all = snapshot();
    synchronized (open) {
      open.clear();
    }
    all.forEach((socket, fd) -> Descriptors.detach(fd, socket));
  }

  /** To go on with without the lock: sockets may wait for the kernel. */
  private Map<TlsSocket, FileDescriptor> snapshot() {
    Map<TlsSocket, FileDescriptor> found = new HashMap<>();
    synchronized (open) {
      for (Map.Entry<TlsSocket, WeakReference<FileDescriptor>> entry : open.entrySet()) {
        TlsSocket socket = entry.getKey();
        FileDescriptor fd = entry.getValue().get();
        // A weak map may hand out null for a key that went away meanwhile.
        if (socket != null && fd != null) {
          found.put(socket, fd);
        }
      }
    }
    return found;
  }
}

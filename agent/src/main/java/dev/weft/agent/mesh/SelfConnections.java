package dev.weft.agent.mesh;

import dev.weft.bootstrap.Attachment;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Connections of this process to itself, which are left alone. The accepting side has to know the
 * connecting side by its address, which exists only once the system call has begun, so those that
 * are on their way are counted from before it.
 */
final class SelfConnections {
  private static final long WAIT_NANOS = 200_000_000;

  private final Set<InetSocketAddress> open = new HashSet<>();
  private final Map<Integer, Integer> starting = new HashMap<>();

  /** A connection to the own port {@code port} is about to be made; hang the result on it. */
  Attachment begin(int port) {
    synchronized (this) {
      starting.merge(port, 1, Integer::sum);
    }
    return new SelfConnection(port);
  }

  /** Whether {@code remote} is an end of a connection of this process to its own {@code local}. */
  synchronized boolean isSelf(InetSocketAddress remote, InetSocketAddress local) {
    long until = System.nanoTime() + WAIT_NANOS;
    boolean interrupted = false;
    while (!open.contains(remote) && starting.containsKey(local.getPort())) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0 || interrupted) {
        break;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return open.contains(remote);
  }

  private final class SelfConnection extends Attachment {
    private final int port;
    private boolean isStarting = true;
    private InetSocketAddress address = new InetSocketAddress(0);

    SelfConnection(int port) {
      this.port = port;
    }

    @Override
    public void connectStarted(FileDescriptor fd) {
      try {
        started(RawSocket.localAddress(fd));
      } catch (IOException e) {
        // Not connected after all.
        released();
      }
    }

    private void started(InetSocketAddress local) {
      synchronized (SelfConnections.this) {
        address = local;
        open.add(local);
        endStarting();
      }
    }

    @Override
    public void released() {
      synchronized (SelfConnections.this) {
        open.remove(address);
        endStarting();
      }
    }

    private void endStarting() {
      if (isStarting) {
        isStarting = false;
        starting.computeIfPresent(port, (p, count) -> count == 1 ? null : count - 1);
        SelfConnections.this.notifyAll();
      }
    }
  }
}

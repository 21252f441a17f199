package dev.weft.agent.mesh;

import dev.weft.bootstrap.Attachment;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * Connections of this process to itself, which are left alone. The accepting side has to know the
 * connecting side by its address. The kernel gives it that before it sends a byte: so those whose
 * system call has not returned are asked for theirs, and nobody waits.
 */
final class SelfConnections {
  private final Set<InetSocketAddress> open = new HashSet<>();
  private final Set<SelfConnection> starting = new HashSet<>();

  /**
   * A connection of {@code fd} to the own {@code port} is about to be made; hang the result on it.
   */
  Attachment begin(FileDescriptor fd, int port) {
    SelfConnection connection = new SelfConnection(fd, port);
    synchronized (this) {
      starting.add(connection);
    }
    return connection;
  }

  /** Whether {@code remote} is an end of a connection of this process to its own {@code local}. */
  synchronized boolean isSelf(InetSocketAddress remote, InetSocketAddress local) {
    if (open.contains(remote)) {
      return true;
    }
    for (SelfConnection connection : starting) {
      if (connection.port == local.getPort() && connection.comesFrom(remote)) {
        return true;
      }
    }
    return false;
  }

  private final class SelfConnection extends Attachment {
    private final FileDescriptor fd;
    private final int port;
    private InetSocketAddress address = new InetSocketAddress(0);

    SelfConnection(FileDescriptor fd, int port) {
      this.fd = fd;
      this.port = port;
    }

    boolean comesFrom(InetSocketAddress remote) {
      try {
        return RawSocket.localAddress(fd).equals(remote);
      } catch (IOException e) {
        // Closed meanwhile.
        return false;
      }
    }

    @Override
    public void connectStarted(FileDescriptor connecting) {
      try {
        started(RawSocket.localAddress(connecting));
      } catch (IOException e) {
        // Not connected after all.
        released();
      }
    }

    private void started(InetSocketAddress local) {
      synchronized (SelfConnections.this) {
        address = local;
        open.add(local);
        starting.remove(this);
      }
    }

    @Override
    public void released() {
      synchronized (SelfConnections.this) {
        open.remove(address);
        starting.remove(this);
      }
    }
  }
}

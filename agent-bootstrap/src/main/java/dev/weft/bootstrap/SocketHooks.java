package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * What the rewritten socket classes of the JDK call. A socket that is no part of the mesh pays one
 * field read and a branch in each.
 */
public final class SocketHooks {
  private static volatile @Nullable MeshGate gate;

  /** Whether the program ran before the hooks were there. */
  private static volatile boolean late;

  private SocketHooks() {}

  /** Opens the mesh for new connections. */
  public static void open(MeshGate meshGate) {
    gate = meshGate;
  }

  /** As {@link #open}, in a program that has run without the hooks until now. */
  public static void openLate(MeshGate meshGate) {
    late = true;
    gate = meshGate;
  }

  /**
   * Closes the mesh: no connection becomes part of it any more. Those that are part of it have come
   * to their end before, or need nothing of Weft any more.
   */
  public static void close() {
    gate = null;
    late = false;
    EarlierSockets.forget();
  }

  /** {@code SocketDispatcher.read}; {@link IoResult#PASS} to go on with the JDK's own code. */
  public static int read(FileDescriptor fd, long address, int length) throws IOException {
    MeshSocket socket = Descriptors.meshSocket(fd);
    return socket == null ? IoResult.PASS : socket.read(fd, address, length);
  }

  /**
   * The JDK's own read met the end of the stream: that may be the mesh's doing, which has cut the
   * connection while the read waited in the kernel. No program is to take that for a whole stream.
   */
  public static void endRead(FileDescriptor fd) throws IOException {
    MeshSocket socket = Descriptors.meshSocket(fd);
    if (socket != null) {
      int unused = socket.read(fd, 0, 0);
    }
  }

  /** {@code SocketDispatcher.write}; {@link IoResult#PASS} to go on with the JDK's own code. */
  public static int write(FileDescriptor fd, long address, int length) throws IOException {
    MeshSocket socket = Descriptors.meshSocket(fd);
    return socket == null ? IoResult.PASS : socket.write(fd, address, length);
  }

  /** {@code SocketDispatcher.readv}: fills the vector's buffers in order. */
  public static long readv(FileDescriptor fd, long vector, int count) throws IOException {
    MeshSocket socket = Descriptors.meshSocket(fd);
    if (socket == null) {
      return IoResult.PASS;
    }
    IoVector entries = new IoVector(vector, count);
    long total = 0;
    for (int i = 0; i < count; i++) {
      // Only the first buffer may wait for bytes; the others take what is there already.
      if (total > 0 && socket.available(fd, 0) == 0) {
        break;
      }
      int n = socket.read(fd, entries.address(i), entries.length(i));
      if (n <= 0) {
        return total > 0 ? total : n;
      }
      total += n;
      if (n < entries.length(i)) {
        break;
      }
    }
    return total;
  }

  /** {@code SocketDispatcher.writev}: writes the vector's buffers in order. */
  public static long writev(FileDescriptor fd, long vector, int count) throws IOException {
    MeshSocket socket = Descriptors.meshSocket(fd);
    return socket == null ? IoResult.PASS : socket.writev(fd, new IoVector(vector, count));
  }

  /** {@code Net.connect} begins. */
  public static void connecting(FileDescriptor fd, InetAddress address, int port)
      throws IOException {
    MeshGate current = gate;
    if (current != null && Descriptors.get(fd) == null) {
      Attachment attachment = current.connecting(fd, address, port);
      if (attachment != null) {
        Descriptors.attach(fd, attachment);
      }
    }
  }

  /** {@code Net.connect} returned {@code result}, or threw. */
  public static void connectReturned(FileDescriptor fd, int result, boolean failed)
      throws IOException {
    Attachment attachment = Descriptors.get(fd);
    if (attachment == null) {
      return;
    }
    if (failed) {
      attachment.released();
      return;
    }
    attachment.connectStarted(fd);
    if (result > 0) {
      connected(fd);
    }
  }

  /** TCP is connected on {@code fd}. */
  public static void connected(FileDescriptor fd) throws IOException {
    MeshSocket socket = Descriptors.meshSocket(fd);
    if (socket != null) {
      socket.connected(fd);
    }
  }

  /** A server socket accepted {@code fd}. */
  public static void accepted(@Nullable FileDescriptor fd) {
    MeshGate current = gate;
    if (current != null && fd != null && Descriptors.get(fd) == null) {
      MeshSocket socket = current.accepted(fd);
      if (socket != null) {
        Descriptors.attach(fd, socket);
      }
    }
  }

  /** A server socket accepted a connection into {@code accepted}. */
  public static void accepted(SocketImpl accepted) {
    accepted(Descriptors.of(accepted));
  }

  /**
   * {@code NioSocketImpl.closerFor}: a socket was made, or accepted. A thread that waits in {@code
   * accept} while the hooks are woven goes on in code without them, but comes by here before
   * anybody gets to see what it has accepted.
   */
  public static void ofSocket(FileDescriptor fd) {
    if (late && Descriptors.get(fd) == null && EarlierSockets.isConnected(fd)) {
      accepted(fd);
    }
  }

  /** A server channel is about to bind {@code fd} and to listen, in one go. */
  public static void binding(FileDescriptor fd) {
    if (gate != null && Descriptors.get(fd) == null) {
      Descriptors.attach(fd, Attachment.TO_LISTEN);
    }
  }

  /** {@code Net.bind} has returned: {@code fd} has its address. */
  public static void bound(FileDescriptor fd) {
    if (Descriptors.get(fd) == Attachment.TO_LISTEN) {
      listening(fd);
    }
  }

  /**
   * A server socket is bound to {@code fd}, and listens when this returns: whoever connects then
   * has to know already who it is.
   */
  public static void listening(@Nullable FileDescriptor fd) {
    MeshGate current = gate;
    if (current == null || fd == null) {
      return;
    }
    // The mark hangs there while the gate is asked, which may wait: a close meanwhile takes it.
    if (Descriptors.get(fd) == Attachment.TO_LISTEN
        || Descriptors.attach(fd, Attachment.TO_LISTEN)) {
      Attachment listener = current.listening(fd);
      if (listener != null && !Descriptors.replace(fd, Attachment.TO_LISTEN, listener)) {
        listener.released();
      }
    }
  }

  /**
   * The program has given a socket, or all of them, an implementation of its own (null for the
   * JDK's), whose bytes never come by here.
   */
  public static void implementedBy(@Nullable Object implementation) {
    MeshGate current = gate;
    if (current != null
        && implementation != null
        && implementation.getClass().getClassLoader() != null) {
      current.foreign(implementation.getClass());
    }
  }

  /** A datagram socket connects: not ours. */
  public static void leaveAlone(FileDescriptor fd) {
    Descriptors.attach(fd, Attachment.LEFT_ALONE);
  }

  /** A thread is about to wait for {@code fd}; null to wait as it meant to. */
  public static @Nullable ParkPlan planPark(@Nullable FileDescriptor fd, int event, long nanos)
      throws IOException {
    MeshSocket socket = Descriptors.meshSocketOrNull(fd);
    return fd == null || socket == null ? null : socket.planPark(fd, event, nanos);
  }

  /** As {@link #planPark(FileDescriptor, int, long)}, for a channel. */
  public static @Nullable ParkPlan planPark(Channel channel, int event, long nanos)
      throws IOException {
    return planPark(Descriptors.of(channel), event, nanos);
  }

  /** As {@link #parked(FileDescriptor)}, for a channel. */
  public static void parked(Channel channel) {
    FileDescriptor fd = Descriptors.of(channel);
    if (fd != null) {
      parked(fd);
    }
  }

  /** A wait for which {@link #planPark} gave a plan is over. */
  public static void parked(FileDescriptor fd) {
    MeshSocket socket = Descriptors.meshSocket(fd);
    if (socket != null) {
      socket.parked(fd);
    }
  }

  /** {@code available()}: the number to report where the kernel says {@code kernel}. */
  public static int available(@Nullable FileDescriptor fd, int kernel) throws IOException {
    MeshSocket socket = Descriptors.meshSocketOrNull(fd);
    return fd == null || socket == null ? kernel : socket.available(fd, kernel);
  }

  /** {@code shutdownInput()} begins. */
  public static void shuttingDownInput(@Nullable FileDescriptor fd) {
    MeshSocket socket = Descriptors.meshSocketOrNull(fd);
    if (socket != null) {
      socket.shuttingDownInput();
    }
  }

  /** {@code shutdownOutput()} begins, which asks {@link #toShutDown}. */
  public static void shuttingDownOutput(@Nullable FileDescriptor fd) throws IOException {
    MeshSocket socket = Descriptors.meshSocketOrNull(fd);
    if (fd != null && socket != null) {
      socket.shuttingDownOutput(fd, false);
    }
  }

  /** The output of {@code fd} is shut down when this returns. */
  public static void shuttingDownOutputAtOnce(FileDescriptor fd) throws IOException {
    MeshSocket socket = Descriptors.meshSocket(fd);
    if (socket != null) {
      socket.shuttingDownOutput(fd, true);
    }
  }

  /**
   * {@code Net.shutdown(fd, how)} is about to be called.
   *
   * @return the descriptor to shut down: {@code fd}, or one that does not mind
   */
  public static FileDescriptor toShutDown(FileDescriptor fd, int how) {
    MeshSocket socket = Descriptors.meshSocket(fd);
    if (socket == null || !socket.shutsDownLater(how == RawSocket.SHUT_RD)) {
      return fd;
    }
    FileDescriptor other = NeverConnected.descriptor();
    return other == null ? fd : other;
  }

  /** The application closes the socket of {@code fd}. */
  public static void closing(@Nullable FileDescriptor fd) {
    MeshSocket socket = Descriptors.meshSocketOrNull(fd);
    if (fd != null && socket != null) {
      socket.closing(fd);
    }
  }

  /** The number of {@code fd} is about to go back to the kernel. */
  public static void released(FileDescriptor fd) {
    Attachment attachment = Descriptors.get(fd);
    if (attachment == Attachment.TO_LISTEN
        && !Descriptors.replace(fd, Attachment.TO_LISTEN, Attachment.LEFT_ALONE)) {
      // It is announced since.
      attachment = Descriptors.get(fd);
    }
    if (attachment != null) {
      attachment.released();
    }
    if (late) {
      EarlierSockets.released(fd);
    }
  }

  /** {@code sendUrgentData}: would go out beneath TLS, so it is refused. */
  public static void urgentData(@Nullable FileDescriptor fd) throws SocketException {
    if (Descriptors.meshSocketOrNull(fd) != null) {
      throw new SocketException(
          "urgent data: not possible on a connection of the mesh (expected: ordinary writes)");
    }
  }

  /** Whether bytes must not go from a file to {@code target} inside the kernel. */
  public static boolean forbidsZeroCopy(WritableByteChannel target) {
    return Descriptors.meshSocketOrNull(Descriptors.of(target)) != null;
  }

  /** {@code translateInterestOps}: the poll events to register. */
  public static int interestEvents(@Nullable FileDescriptor fd, int events) {
    MeshSocket socket = Descriptors.meshSocketOrNull(fd);
    return fd == null || socket == null ? events : socket.interestEvents(events);
  }

  /** {@code translateReadyOps}: the poll events to report. */
  public static int readyEvents(@Nullable FileDescriptor fd, int events, SelectionKey key) {
    MeshSocket socket = Descriptors.meshSocketOrNull(fd);
    if (fd == null || socket == null) {
      return events;
    }
    int ready = socket.readyEvents(fd, events, key);
    SelectorHooks.ready(key, ready, socket);
    return ready;
  }

  /** A channel starts to connect, or is accepted. */
  public static void carries(SelectableChannel channel) {
    MeshSocket socket = Descriptors.meshSocketOrNull(Descriptors.of(channel));
    if (socket != null) {
      socket.carriedBy(channel);
    }
  }
}

package dev.weft.bootstrap.nativenet;

import dev.weft.bootstrap.SocketHooks;
import dev.weft.bootstrap.http.Anchored;
import dev.weft.bootstrap.http.Linked;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What woven classes of a native transport call when sockets are opened, connected, waited for and
 * closed. Of UNIX and datagram sockets nothing is known here, so they are left alone.
 *
 * <p>A descriptor of the library's is {@link Anchored}: it keeps the {@link NativeSocket} that is
 * beneath it, and its channel leads to it.
 */
public final class NativeSockets {
  /** The open ones, by number, as epoll_ctl(2) is told them. Whoever is closed leaves. */
  private static final ConcurrentMap<Integer, NativeSocket> OPEN = new ConcurrentHashMap<>();

  private NativeSockets() {}

  /** What is beneath a descriptor of the library, or null. */
  static @Nullable NativeSocket of(@Nullable Object descriptor) {
    return descriptor instanceof Anchored anchored
            && anchored.weftLink() instanceof NativeSocket socket
        ? socket
        : null;
  }

  /** What is beneath a channel of the library, or null. */
  static @Nullable NativeSocket ofChannel(@Nullable Object channel) {
    return channel instanceof Linked linked ? of(linked.weftLink()) : null;
  }

  /**
   * Whether {@code channel} is one of a transport that the mesh is in, and left alone for what it
   * is: a UNIX socket. One of TCP has something beneath its descriptor.
   */
  public static boolean isLeftAlone(@Nullable Object channel) {
    return channel instanceof Linked linked
        && linked.weftLink() instanceof Anchored descriptor
        && descriptor instanceof Meshed
        && descriptor.weftLink() == null;
  }

  /**
   * A channel for one TCP connection was made.
   *
   * @param connected whether it is connected already, which those are that a server has accepted
   */
  public static void opened(
      Object descriptor, int number, NativeTransport transport, boolean connected) {
    NativeSocket socket = anchor(descriptor, number, transport);
    if (socket != null && connected) {
      socket.connected();
      SocketHooks.accepted(socket.fd());
      socket.attached();
    }
  }

  /**
   * A channel for a TCP server was made.
   *
   * @param listens whether it listens already
   */
  public static void serverOpened(Object descriptor, int number, boolean listens) {
    NativeSocket socket = anchor(descriptor, number, null);
    if (socket != null && listens) {
      SocketHooks.listening(socket.fd());
    }
  }

  /** Null when it has one: constructors call each other. */
  private static @Nullable NativeSocket anchor(
      Object descriptor, int number, @Nullable NativeTransport transport) {
    if (!(descriptor instanceof Anchored anchored)) {
      throw new IllegalStateException(
          "descriptor: " + descriptor.getClass() + " (expected: one that is woven)");
    }
    if (anchored.weftLink() != null) {
      return null;
    }
    NativeSocket socket = new NativeSocket(number, transport);
    anchored.weftAnchor(socket);
    OPEN.put(number, socket);
    return socket;
  }

  /** A socket is about to listen. */
  public static void listening(Object descriptor) {
    NativeSocket socket = of(descriptor);
    if (socket != null) {
      SocketHooks.listening(socket.fd());
    }
  }

  /** A socket is about to connect. */
  public static void connecting(Object descriptor, @Nullable SocketAddress remote)
      throws IOException {
    NativeSocket socket = of(descriptor);
    if (socket != null
        && remote instanceof InetSocketAddress address
        && address.getAddress() != null) {
      SocketHooks.connecting(socket.fd(), address.getAddress(), address.getPort());
      socket.attached();
    }
  }

  /** {@code connect} returned, or threw. */
  public static void connectReturned(Object descriptor, boolean connected, boolean failed)
      throws IOException {
    NativeSocket socket = of(descriptor);
    if (socket == null) {
      return;
    }
    if (connected && !failed) {
      socket.connected();
    }
    SocketHooks.connectReturned(socket.fd(), connected ? 1 : 0, failed);
  }

  /** A connection that did not come about at once has, or not yet. */
  public static void connectFinished(Object descriptor, boolean connected) throws IOException {
    NativeSocket socket = of(descriptor);
    if (socket != null && connected) {
      socket.connected();
      SocketHooks.connected(socket.fd());
    }
  }

  /** Whether bytes must not leave with the first packet, before anybody has proved anything. */
  public static boolean forbidsFastOpen(Object descriptor, boolean fastOpen) {
    return fastOpen && of(descriptor) != null;
  }

  /** {@code shutdown} begins. */
  public static void shuttingDown(Object descriptor, boolean input, boolean output)
      throws IOException {
    NativeSocket socket = of(descriptor);
    if (socket == null || socket.isClosed()) {
      return;
    }
    if (input) {
      SocketHooks.shuttingDownInput(socket.fd());
    }
    if (output) {
      SocketHooks.shuttingDownOutputAtOnce(socket.fd());
    }
  }

  /** A descriptor is about to be closed. */
  public static void closing(Object descriptor) {
    NativeSocket socket = of(descriptor);
    if (socket != null && socket.close()) {
      OPEN.remove(socket.number(), socket);
    }
  }

  /**
   * Bytes are to go from one descriptor to another inside the kernel: not where one of them is, or
   * may become, part of the mesh.
   *
   * @param channel a channel
   * @param other a channel or descriptor
   * @throws IllegalStateException when they must not
   */
  public static void splicing(Object channel, @Nullable Object other) {
    NativeSocket target = ofChannel(other);
    if (mayBeMeshed(ofChannel(channel)) || mayBeMeshed(target == null ? of(other) : target)) {
      throw new IllegalStateException(
          "spliceTo: not possible on a connection of the mesh (expected: ordinary writes)");
    }
  }

  private static boolean mayBeMeshed(@Nullable NativeSocket socket) {
    return socket != null && (socket.mesh() != null || !socket.isConnected());
  }

  /** A socket is about to be registered with epoll; returns the events to register. */
  public static int registered(int epoll, int number, int events) {
    NativeSocket socket = OPEN.get(number);
    return socket == null ? events : socket.registered(epoll, events);
  }

  /** As {@link #registered}, of a socket that the library takes to be registered already. */
  public static int modified(int epoll, int number, int events) {
    NativeSocket socket = OPEN.get(number);
    return socket == null ? events : socket.modified(epoll, events);
  }

  /** A socket is about to be registered with epoll no more. */
  public static void deregistered(int number) {
    NativeSocket socket = OPEN.get(number);
    if (socket != null) {
      socket.deregistered();
    }
  }

  /** A channel is readable; false when that is none of the library's business. */
  public static boolean readable(Object channel) {
    NativeSocket socket = ofChannel(channel);
    return socket == null || socket.ready(NativeSocket.IN);
  }

  /** The kernel says that the peer of a channel is gone: what is left is about to be read. */
  public static void hungUp(Object channel) {
    NativeSocket socket = ofChannel(channel);
    if (socket != null) {
      socket.hungUp();
    }
  }

  /** A channel is writable; false when that is none of the library's business. */
  public static boolean writable(Object channel) {
    NativeSocket socket = ofChannel(channel);
    return socket == null || socket.ready(NativeSocket.OUT);
  }

  /** A channel has read as much as it wants to for now. */
  public static void hasRead(Object channel) {
    NativeSocket socket = ofChannel(channel);
    if (socket != null) {
      socket.hasRead();
    }
  }
}

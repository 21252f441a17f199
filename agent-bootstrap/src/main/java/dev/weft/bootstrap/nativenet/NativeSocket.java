package dev.weft.bootstrap.nativenet;

import dev.weft.bootstrap.Descriptors;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.SocketHooks;
import dev.weft.bootstrap.http.Linked;
import dev.weft.bootstrap.trace.TraceScope;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One TCP socket of a native transport, and what its event loop waits for. The library sees the
 * events that it asked for; the kernel is asked for those that the connection needs until it
 * streams. Methods without a word on threads belong to the channel's event loop.
 */
public final class NativeSocket implements Linked {
  /** {@code EPOLLIN}, as poll(2) has it. */
  static final int IN = 1;

  /** {@code EPOLLOUT}, as poll(2) has it. */
  static final int OUT = 4;

  /** {@code EPOLLET}: told once for each change, so that nothing that waits is told for ever. */
  private static final int EDGE = 1 << 31;

  private static final int NOWHERE = -1;

  private final int number;
  private final FileDescriptor fd;
  private final @Nullable NativeTransport transport;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean settling = new AtomicBoolean();
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile boolean connected;
  private volatile int epoll = NOWHERE;
  private volatile int events;
  private boolean again;
  private boolean hungUp;
  private boolean ended;

  /** {@code transport} is null for a socket that listens. */
  NativeSocket(int number, @Nullable NativeTransport transport) {
    this.number = number;
    this.fd = Descriptors.ofNumber(number);
    this.transport = transport;
  }

  /** The descriptor of the same number, on which the mesh's state hangs. Any thread. */
  FileDescriptor fd() {
    return fd;
  }

  int number() {
    return number;
  }

  /** The connection's state, or null when Weft leaves it alone. Any thread. */
  @Nullable MeshSocket mesh() {
    return Descriptors.get(fd) instanceof MeshSocket socket ? socket : null;
  }

  @Override
  public @Nullable Object weftLink() {
    return mesh();
  }

  boolean isClosed() {
    return closed.get();
  }

  /** Whether TCP is connected. */
  boolean isConnected() {
    return connected;
  }

  /** TCP is connected. */
  void connected() {
    connected = true;
  }

  /** There is a state, which has to be able to wake the event loop. */
  void attached() {
    MeshSocket socket = mesh();
    if (socket != null) {
      socket.carriedBy(this);
    }
  }

  /** The number is about to go back to the kernel; false when it did so before. */
  boolean close() {
    if (!closed.compareAndSet(false, true)) {
      return false;
    }
    SocketHooks.closing(fd);
    SocketHooks.released(fd);
    Descriptors.invalidate(fd);
    return true;
  }

  // ---- what is waited for

  /** The library waits for {@code wanted}; returns what to ask the kernel for. */
  int registered(int at, int wanted) {
    epoll = at;
    events = wanted;
    MeshSocket socket = mesh();
    if (socket == null || !connected) {
      return wanted;
    }
    int waits = socket.opening();
    if (waits == MeshSocket.OPEN) {
      if (reads() && socket.hasLeftover()) {
        readAgain();
      }
      return wanted;
    }
    boolean cares = (wanted & (IN | OUT)) != 0;
    return (wanted & ~(IN | OUT)) | (cares ? waits : 0) | EDGE;
  }

  /**
   * As {@link #registered}, with {@code EPOLL_CTL_MOD}. Netty 4.2 removes a socket of which it
   * wants nothing, and modifies it when it wants something again, which the kernel refuses.
   */
  int modified(int at, int wanted) {
    NativeTransport channel = transport;
    if (epoll == NOWHERE && channel != null && mesh() != null) {
      try {
        channel.add(at, number, wanted);
      } catch (IOException e) {
        // It is there: the call that follows is right, or says what is wrong.
        epoll = at;
      }
    }
    return registered(at, wanted);
  }

  /** The library waits for nothing any more. */
  void deregistered() {
    epoll = NOWHERE;
  }

  /** Whether the library takes bytes, or what comes in their place. */
  private boolean reads() {
    return !ended && ((events & IN) != 0 || hungUp);
  }

  /** The kernel has said that the peer is gone: then the library reads to the end, unasked. */
  void hungUp() {
    hungUp = true;
  }

  /** The library has been told that nothing comes any more. */
  void ended() {
    ended = true;
  }

  /**
   * The kernel reports {@code event}.
   *
   * @return whether the library is to be told
   */
  boolean ready(int event) {
    MeshSocket socket = mesh();
    if (socket == null || !connected || closed.get()) {
      return true;
    }
    int waits = socket.opening();
    if (waits == MeshSocket.OPEN) {
      // Netty 4.1 may have queued a read that another one, for what had no event, has made
      // needless.
      return event != IN || hungUp || (events & IN) != 0;
    }
    if (waits != MeshSocket.NOTHING) {
      // What comes of it is told by rearm().
      int unused = socket.asyncReady(fd, event);
    }
    return false;
  }

  /** The library has read as much as it wants to for now. */
  void hasRead() {
    MeshSocket socket = mesh();
    if (socket == null || closed.get() || !reads()) {
      return;
    }
    if (again || (socket.opening() == MeshSocket.OPEN && socket.hasLeftover())) {
      readAgain();
    }
  }

  /** A read begins; what the last one left has been come back for. */
  void readBegins() {
    again = false;
  }

  /** A read has returned less than there is, and nothing will say so. */
  void leftSome() {
    again = true;
  }

  /** What is waited for has changed. Any thread; never throws. */
  public void rearm() {
    run(settling, this::settle);
  }

  private void settle() {
    int at = epoll;
    NativeTransport channel = transport;
    if (channel == null || at == NOWHERE) {
      return;
    }
    try {
      channel.modify(at, number, events);
    } catch (IOException e) {
      // Not registered any more: whoever registers it again asks anew.
      epoll = NOWHERE;
    }
  }

  private void readAgain() {
    run(reading, this::read);
  }

  private void read() {
    NativeTransport channel = transport;
    if (channel != null && reads()) {
      channel.read();
    }
  }

  /** Has the event loop run {@code work}, unless it is going to already. */
  private void run(AtomicBoolean queued, Runnable work) {
    NativeTransport channel = transport;
    if (channel == null || closed.get() || !queued.compareAndSet(false, true)) {
      return;
    }
    try {
      channel.execute(
          () -> {
            queued.set(false);
            if (!closed.get()) {
              if (channel.isHere()) {
                underNothing(work);
              } else {
                run(queued, work);
              }
            }
          });
    } catch (RuntimeException e) {
      // No event loop: none yet, and it will ask what to wait for, or none any more.
      queued.set(false);
    }
  }

  /** Whatever it was that has changed, what follows is not done for it. */
  private static void underNothing(Runnable work) {
    TraceScope scope = TraceScope.current() == null ? null : TraceScope.open(null);
    try {
      work.run();
    } finally {
      if (scope != null) {
        scope.close();
      }
    }
  }
}

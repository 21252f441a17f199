package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.ParkPlan;
import dev.weft.bootstrap.RawSocket;
import dev.weft.core.identity.SpiffeId;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the mesh, as the rewritten JDK classes see it.
 *
 * <p>Phases: CONNECTING (TCP is on its way) → OPENING → OPEN (mutual TLS) or PLAIN (left alone);
 * FAILED from anywhere, for good. RESOLVING stands before or beside CONNECTING while the mesh is
 * asked who is at the address. A phase changes under {@code lock} only.
 *
 * <p>Threads of the agent touch the descriptor only under {@code lock} and only while it is not
 * released: its number may belong to another connection afterwards.
 */
public abstract class TlsSocket extends MeshSocket {
  /** Where a connection stands. */
  enum Phase {
    RESOLVING,
    CONNECTING,
    OPENING,
    OPEN,
    PLAIN,
    FAILED
  }

  private static final int DISCARD_BUDGET = 64 * 1024;
  private static final int READY = 1;
  private static final int ANY = RawSocket.POLLIN | RawSocket.POLLOUT;

  final ReentrantLock lock = new ReentrantLock();
  final SocketContext context;
  private final Waiters waiters = new Waiters(lock);
  private volatile Phase phase;
  private volatile int wanted = RawSocket.POLLIN;
  private volatile @Nullable String failure;
  private volatile boolean closing;
  private volatile @Nullable TlsReader reader;
  private volatile @Nullable TlsWriter writer;
  private volatile @Nullable CipherInput received;
  private @Nullable Opening opening;
  private SocketContext.@Nullable Timeout deadline;
  private long deadlineNanos;
  private boolean released;

  TlsSocket(SocketContext context, Phase phase) {
    this.context = context;
    this.phase = phase;
  }

  // ---- what the two sides differ in

  /** The other end, for messages and events. */
  abstract @Nullable InetSocketAddress remote();

  /** Whether this is the server's end. */
  abstract boolean inbound();

  /** The server's port. */
  abstract int port();

  /** The application writes, or wants to, while the connection is being opened. With the lock. */
  void wantsToSpeakFirst(Opening current) {}

  // ---- phases

  final Phase phase() {
    return phase;
  }

  final @Nullable Opening opening() {
    return opening;
  }

  /** Leaves the connection alone from now on. With the lock. */
  final void leaveAlone() {
    phase = Phase.PLAIN;
    cancelDeadline();
  }

  /** Starts to open. With the lock. */
  final void begin(Opening first) {
    opening = first;
    phase = Phase.OPENING;
  }

  /** With the lock. */
  final void setPhase(Phase next) {
    phase = next;
  }

  /** Tells those who wait that something has changed. Without the lock. */
  final void wake(FileDescriptor fd) {
    waiters.changed();
    if (hasSomethingToReport()) {
      waiters.report(fd, this);
    }
  }

  /** Starts, or starts anew, the time that opening may take. With the lock. */
  final void startDeadline(FileDescriptor fd) {
    cancelDeadline();
    deadlineNanos = System.nanoTime() + context.handshakeTimeout().toNanos();
    deadline = context.timer().after(context.handshakeTimeout(), () -> expire(fd));
  }

  private void cancelDeadline() {
    SocketContext.Timeout timer = deadline;
    if (timer != null) {
      timer.cancel();
      deadline = null;
    }
  }

  private void expire(FileDescriptor fd) {
    cut(
        fd,
        "mTLS handshake with "
            + remote()
            + ": not finished within "
            + context.handshakeTimeout().toMillis()
            + " ms",
        false);
  }

  /**
   * Ends the connection from outside: whoever waits for it wakes up and gets an exception with
   * {@code reason}. Any thread.
   *
   * @param evenOpen whether a stream that is open is cut too
   */
  final void cut(FileDescriptor fd, String reason, boolean evenOpen) {
    lock.lock();
    try {
      boolean done = phase == Phase.OPEN || phase == Phase.PLAIN;
      if (released || phase == Phase.FAILED || (done && !evenOpen)) {
        return;
      }
      fail(reason);
      RawSocket.shutdown(fd);
    } catch (IOException e) {
      // Not connected any more: nobody can wait for it.
      context.events().fault("socket.cut", e);
    } finally {
      lock.unlock();
    }
    wake(fd);
  }

  /** Ends the connection for good. With the lock. */
  final MeshSocketException fail(String reason) {
    Opening current = opening;
    SpiffeId peer = current == null ? null : current.peer();
    if (phase != Phase.OPEN && current != null) {
      current.release();
    }
    phase = Phase.FAILED;
    failure = reason;
    cancelDeadline();
    context.events().refused(inbound(), peer, remote(), port(), reason);
    return new MeshSocketException(reason);
  }

  private MeshSocketException failed() {
    return new MeshSocketException(String.valueOf(failure));
  }

  /**
   * Goes on with opening as far as possible without waiting.
   *
   * @return {@link #READY}, or {@link IoResult#UNAVAILABLE}
   */
  final int open(FileDescriptor fd, boolean toWrite) throws IOException {
    int before = wanted;
    Phase from = phase;
    try {
      return advance(fd, toWrite);
    } finally {
      if (phase != from || wanted != before) {
        wake(fd);
      }
    }
  }

  private int advance(FileDescriptor fd, boolean toWrite) throws IOException {
    lock.lock();
    try {
      switch (phase) {
        case OPEN, PLAIN -> {
          return READY;
        }
        case FAILED -> throw failed();
        case CONNECTING, RESOLVING -> {
          return IoResult.UNAVAILABLE;
        }
        case OPENING -> {
          return advanceOpening(fd, java.util.Objects.requireNonNull(opening), toWrite);
        }
      }
      throw new IllegalStateException("phase: " + phase);
    } finally {
      lock.unlock();
    }
  }

  private int advanceOpening(FileDescriptor fd, Opening current, boolean toWrite)
      throws IOException {
    if (released || closing) {
      return IoResult.UNAVAILABLE;
    }
    if (toWrite) {
      wantsToSpeakFirst(current);
    }
    try {
      Progress progress = current.advance(fd);
      if (progress instanceof Progress.Wants wants) {
        wanted = wants.event();
        return IoResult.UNAVAILABLE;
      }
      if (progress instanceof Progress.Opened opened) {
        writer = opened.writer();
        reader = opened.reader();
        phase = Phase.OPEN;
      } else if (progress instanceof Progress.Plain plain) {
        received = plain.received();
        phase = Phase.PLAIN;
      }
      cancelDeadline();
      return READY;
    } catch (MeshSocketException e) {
      throw fail(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      fail("connection with " + remote() + " failed while it was opened: " + e.getMessage());
      throw e;
    } catch (RuntimeException e) {
      context.events().fault("socket.open", e);
      throw fail("connection with " + remote() + " refused: a fault of the mesh, see its log");
    }
  }

  // ---- reading and writing

  @Override
  public final int read(FileDescriptor fd, long address, int length) throws IOException {
    if (phase != Phase.OPEN && phase != Phase.PLAIN) {
      int state = open(fd, false);
      if (state != READY) {
        return state;
      }
    }
    if (phase == Phase.PLAIN) {
      return readPlain(address, length);
    }
    if (phase == Phase.FAILED) {
      throw failed();
    }
    TlsReader stream = java.util.Objects.requireNonNull(reader);
    try {
      int n = stream.read(fd, address, length);
      if (n == IoResult.EOF && phase == Phase.FAILED) {
        throw failed();
      }
      if (stream.hasLeftover()) {
        waiters.report(fd, this);
      }
      return n;
    } catch (MeshSocketException e) {
      throw phase == Phase.FAILED ? failed() : e;
    } catch (RuntimeException e) {
      throw fault(fd, "socket.read", e);
    }
  }

  private int readPlain(long address, int length) {
    CipherInput first = received;
    if (first == null) {
      return IoResult.PASS;
    }
    lock.lock();
    try {
      int n = first.drain(address, length);
      if (first.size() == 0) {
        received = null;
      }
      return n > 0 ? n : IoResult.PASS;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final int write(FileDescriptor fd, long address, int length) throws IOException {
    if (phase != Phase.OPEN && phase != Phase.PLAIN) {
      int state = open(fd, true);
      if (state != READY) {
        return state;
      }
    }
    if (phase == Phase.PLAIN) {
      return IoResult.PASS;
    }
    if (phase == Phase.FAILED) {
      throw failed();
    }
    TlsReader stream = java.util.Objects.requireNonNull(reader);
    try {
      return java.util.Objects.requireNonNull(writer).write(fd, address, length);
    } catch (MeshSocketException e) {
      throw phase == Phase.FAILED ? failed() : e;
    } catch (IOException e) {
      String refusal = phase == Phase.FAILED ? failure : stream.lateRefusal(fd);
      if (refusal != null) {
        throw new MeshSocketException(refusal);
      }
      throw e;
    } catch (RuntimeException e) {
      throw fault(fd, "socket.write", e);
    }
  }

  private MeshSocketException fault(FileDescriptor fd, String where, RuntimeException e) {
    context.events().fault(where, e);
    cut(fd, "connection with " + remote() + " cut: a fault of the mesh, see its log", true);
    return failed();
  }

  @Override
  public final int available(FileDescriptor fd, int kernel) throws IOException {
    if (phase == Phase.OPENING && open(fd, false) != READY) {
      return 0;
    }
    if (phase == Phase.PLAIN) {
      CipherInput first = received;
      return kernel + (first == null ? 0 : first.size());
    }
    TlsReader stream = reader;
    return phase == Phase.OPEN && stream != null ? stream.available(fd) : 0;
  }

  // ---- waiting

  @Override
  public final @Nullable ParkPlan planPark(FileDescriptor fd, int event, long nanos) {
    TlsReader stream = reader;
    if (phase == Phase.OPEN && stream != null) {
      return event == RawSocket.POLLIN && stream.hasLeftover() ? ParkPlan.WAITED : null;
    }
    lock.lock();
    try {
      if (phase == Phase.FAILED || (phase == Phase.PLAIN && received != null)) {
        return ParkPlan.WAITED;
      }
      if (closing || (phase != Phase.OPENING && phase != Phase.RESOLVING)) {
        return null;
      }
      long left = Math.max(1, deadlineNanos - System.nanoTime());
      long wait = nanos <= 0 ? left : Math.min(nanos, left);
      if (phase == Phase.OPENING && waiters.becomePoller()) {
        return new ParkPlan(false, wanted, wait);
      }
      waiters.await(wait);
      return ParkPlan.WAITED;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void parked(FileDescriptor fd) {
    waiters.stopPolling();
  }

  private boolean hasSomethingToReport() {
    TlsReader stream = reader;
    return phase == Phase.FAILED
        || (phase == Phase.OPEN && stream != null && stream.hasLeftover())
        || (phase == Phase.PLAIN && received != null);
  }

  // ---- selectors

  @Override
  public final int interestEvents(int events) {
    return switch (phase) {
      case OPEN, PLAIN, CONNECTING, FAILED -> events;
      case RESOLVING -> 0;
      case OPENING -> events == 0 ? 0 : wanted;
    };
  }

  @Override
  public final void registered(FileDescriptor fd, Object key) {
    SelectionKey selectionKey = (SelectionKey) key;
    waiters.add(selectionKey);
    if (hasSomethingToReport()) {
      waiters.report(fd, this);
    } else if (phase == Phase.OPENING && interestedInWriting(selectionKey)) {
      lock.lock();
      try {
        Opening current = opening;
        if (phase == Phase.OPENING && current != null) {
          wantsToSpeakFirst(current);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public final int readyEvents(FileDescriptor fd, int events, Object key) {
    try {
      return switch (phase) {
        case CONNECTING -> events;
        case RESOLVING -> 0;
        case FAILED -> ANY;
        case PLAIN -> received == null ? events : events | RawSocket.POLLIN;
        case OPEN -> readyWhenOpen(fd, events, (SelectionKey) key);
        case OPENING -> {
          if (events == 0 || open(fd, false) != READY) {
            yield 0;
          }
          // Writable is a guess that a write may disprove; readable only what is known to wait.
          yield RawSocket.POLLOUT | (hasSomethingToReport() ? RawSocket.POLLIN : 0);
        }
      };
    } catch (IOException e) {
      // The application's own read or write is where it will meet this.
      return ANY;
    }
  }

  private int readyWhenOpen(FileDescriptor fd, int events, SelectionKey key) throws IOException {
    TlsReader stream = java.util.Objects.requireNonNull(reader);
    if (stream.hasLeftover()) {
      return interestedInReading(key) ? events | RawSocket.POLLIN : events;
    }
    boolean onlyOurs = (events & RawSocket.POLLIN) != 0 && !stream.absorb(fd);
    return onlyOurs ? events & ~RawSocket.POLLIN : events;
  }

  private static boolean interestedInReading(SelectionKey key) {
    try {
      return (key.interestOps() & SelectionKey.OP_READ) != 0;
    } catch (CancelledKeyException e) {
      return false;
    }
  }

  private static boolean interestedInWriting(SelectionKey key) {
    try {
      return (key.interestOps() & SelectionKey.OP_WRITE) != 0;
    } catch (CancelledKeyException e) {
      return false;
    }
  }

  // ---- asynchronous channels

  @Override
  public final void carriedBy(Object asynchronousChannel) {
    waiters.carriedBy(asynchronousChannel);
  }

  @Override
  public final int asyncInterest(boolean reading, boolean writing) {
    if (!reading && !writing) {
      return 0;
    }
    if (phase == Phase.RESOLVING) {
      return 0;
    }
    if (phase == Phase.OPENING) {
      return wanted;
    }
    int events = (reading ? RawSocket.POLLIN : 0) | (writing ? RawSocket.POLLOUT : 0);
    // A socket is nearly always writable: so the event comes at once, though nothing arrives.
    return hasSomethingToReport() ? events | RawSocket.POLLOUT : events;
  }

  @Override
  public final int asyncReady(FileDescriptor fd, int events) {
    if (phase == Phase.OPENING) {
      try {
        return open(fd, false) == READY ? ANY : 0;
      } catch (IOException e) {
        return ANY;
      }
    }
    return hasSomethingToReport() ? events | ANY : events;
  }

  // ---- the end

  @Override
  public final void shuttingDownOutput(FileDescriptor fd) throws IOException {
    while (phase == Phase.OPENING || phase == Phase.RESOLVING) {
      // The end of the output is said inside TLS, so there must be TLS first.
      if (open(fd, true) != READY) {
        awaitOpening(fd);
      }
    }
    TlsWriter stream = writer;
    if (phase != Phase.OPEN || stream == null) {
      return;
    }
    long until = System.nanoTime() + context.handshakeTimeout().toNanos();
    while (stream.closeNotify(fd) != 0 && System.nanoTime() < until && !closing) {
      RawSocket.poll(fd, RawSocket.POLLOUT, 10);
    }
  }

  private void awaitOpening(FileDescriptor fd) throws IOException {
    ParkPlan plan = planPark(fd, RawSocket.POLLOUT, 0);
    if (plan == null) {
      throw new MeshSocketException("connection closed while it was opened");
    }
    if (!plan.waited()) {
      try {
        RawSocket.poll(fd, plan.event(), Math.max(1, plan.nanos() / 1_000_000));
      } finally {
        parked(fd);
      }
    }
  }

  @Override
  public final void closing(FileDescriptor fd) {
    lock.lock();
    try {
      if (closing) {
        return;
      }
      closing = true;
      cancelDeadline();
    } finally {
      lock.unlock();
    }
    waiters.changed();
    TlsWriter output = writer;
    try {
      if (phase == Phase.OPEN && output != null) {
        output.closeNotify(fd);
      }
      discard(fd);
    } catch (IOException e) {
      // The connection is broken already; what remains is to close it, and the JDK does that.
      return;
    } catch (RuntimeException e) {
      context.events().fault("socket.closing", e);
    }
  }

  /** Takes what waits in the kernel: closing over unread bytes would reset the connection. */
  private void discard(FileDescriptor fd) throws IOException {
    TlsReader stream = reader;
    if (stream != null) {
      stream.discard(fd, DISCARD_BUDGET);
    } else if (phase == Phase.FAILED) {
      CipherInput rest = new CipherInput();
      rest.discard(fd, DISCARD_BUDGET);
    }
  }

  @Override
  public final void released() {
    lock.lock();
    try {
      if (released) {
        return;
      }
      released = true;
      closing = true;
      cancelDeadline();
      Opening current = opening;
      if (phase == Phase.OPENING && current != null) {
        current.release();
      }
      CipherInput first = received;
      if (first != null) {
        first.release();
        received = null;
      }
    } finally {
      lock.unlock();
    }
    TlsReader stream = reader;
    TlsWriter output = writer;
    if (stream != null) {
      stream.release();
    }
    if (output != null) {
      output.release();
    }
    gone();
  }

  /** The descriptor is closed. */
  void gone() {}

  /** Whether the descriptor is closed. With the lock. */
  final boolean isReleased() {
    return released;
  }
}

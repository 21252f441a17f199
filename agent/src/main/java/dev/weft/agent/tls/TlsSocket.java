package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.IoVector;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.ParkPlan;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the mesh, as the rewritten JDK classes see it: opens it by and by ({@link
 * ConnectionState}), moves its bytes ({@link TlsReader}, {@link TlsWriter}), and says when it is
 * ready ({@link Readiness}).
 */
public abstract class TlsSocket extends MeshSocket implements ConnectionEnd {
  private static final int DISCARD_BUDGET = 64 * 1024;
  private static final long FLUSH_SLICE_MILLIS = 10;

  final ConnectionState state;
  private final Readiness readiness;
  private final BlockingWrites blocking;
  private volatile boolean inputShut;

  TlsSocket(SocketContext context, Phase phase) {
    this.state = new ConnectionState(context, this, phase);
    this.readiness = new Readiness(state);
    this.blocking = new BlockingWrites(state);
    state.waiters.carry(this);
  }

  // ---- moving bytes

  @Override
  public final int read(FileDescriptor fd, long address, int length) throws IOException {
    if (!isStreaming() && state.open(fd, false) != ConnectionState.READY) {
      return IoResult.UNAVAILABLE;
    }
    TlsReader stream = state.reader();
    if (stream == null) {
      return readPlain(address, length);
    }
    try {
      int n = stream.read(fd, address, length);
      if (n == IoResult.EOF && state.phase() == Phase.FAILED) {
        throw state.failed();
      }
      if (stream.hasLeftover()) {
        state.waiters.report(fd);
      }
      return n;
    } catch (MeshSocketException e) {
      throw state.phase() == Phase.FAILED ? state.failed() : e;
    } catch (RuntimeException e) {
      throw fault(fd, "socket.read", e);
    }
  }

  private int readPlain(long address, int length) throws MeshSocketException {
    if (state.phase() == Phase.FAILED) {
      throw state.failed();
    }
    if (state.received() == null) {
      return IoResult.PASS;
    }
    state.lock.lock();
    try {
      CipherInput first = state.received();
      if (first == null) {
        return IoResult.PASS;
      }
      int n = first.drain(address, length);
      if (first.size() == 0) {
        state.delivered();
      }
      return n;
    } finally {
      state.lock.unlock();
    }
  }

  @Override
  public final int write(FileDescriptor fd, long address, int length) throws IOException {
    if (!mayWrite(fd)) {
      return IoResult.UNAVAILABLE;
    }
    TlsWriter stream = state.writer();
    if (stream == null) {
      return IoResult.PASS;
    }
    try {
      int n = stream.write(fd, address, length);
      return n > 0 && n < length ? blocking.writeOn(stream, fd, address, length, n) : n;
    } catch (IOException | RuntimeException e) {
      throw writeFailed(fd, e);
    }
  }

  @Override
  public final long writev(FileDescriptor fd, IoVector vector) throws IOException {
    if (!mayWrite(fd)) {
      return IoResult.UNAVAILABLE;
    }
    TlsWriter stream = state.writer();
    if (stream == null) {
      return IoResult.PASS;
    }
    long total = 0;
    try {
      for (int i = 0; i < vector.count(); i += Pieces.MAX) {
        IoVector part = vector.from(i, Pieces.MAX);
        long n = stream.write(fd, part);
        if (n < 0 && total == 0) {
          return n;
        }
        long length = part.total();
        long written = n < length ? blocking.writeOn(stream, fd, part, Math.max(n, 0)) : n;
        total += written;
        if (written < length) {
          break;
        }
      }
      return total;
    } catch (IOException | RuntimeException e) {
      throw writeFailed(fd, e);
    }
  }

  /** False while the connection is opening. */
  private boolean mayWrite(FileDescriptor fd) throws IOException {
    if (!isStreaming() && state.open(fd, true) != ConnectionState.READY) {
      return false;
    }
    if (state.phase() == Phase.FAILED) {
      throw state.failed();
    }
    return true;
  }

  private IOException writeFailed(FileDescriptor fd, Exception e) {
    if (e instanceof RuntimeException fault) {
      return fault(fd, "socket.write", fault);
    }
    if (state.phase() == Phase.FAILED) {
      return state.failed();
    }
    return e instanceof MeshSocketException refused ? refused : withReason(fd, (IOException) e);
  }

  /**
   * A write that meets a closed connection may find the peer's reason among what it sent before.
   */
  private IOException withReason(FileDescriptor fd, IOException broken) {
    String refusal = Objects.requireNonNull(state.reader()).lateRefusal(fd);
    return refusal == null ? broken : new MeshSocketException(refusal);
  }

  private boolean isStreaming() {
    Phase phase = state.phase();
    return phase == Phase.OPEN || phase == Phase.PLAIN;
  }

  private MeshSocketException fault(FileDescriptor fd, String where, RuntimeException e) {
    state.context.events().fault(where, e);
    state.cut(fd, "connection with " + remote() + " cut: a fault of the mesh, see its log", true);
    return state.failed();
  }

  @Override
  public final int available(FileDescriptor fd, int kernel) {
    try {
      return availableNow(fd, kernel);
    } catch (IOException e) {
      // Asking is no way to learn of it: the next read throws the same.
      return 0;
    }
  }

  private int availableNow(FileDescriptor fd, int kernel) throws IOException {
    if (inputShut) {
      return 0;
    }
    if (state.phase() == Phase.OPENING && state.open(fd, false) != ConnectionState.READY) {
      return 0;
    }
    TlsReader stream = state.reader();
    if (state.phase() == Phase.OPEN && stream != null) {
      return stream.available(fd);
    }
    CipherInput first = state.received();
    return state.phase() == Phase.PLAIN ? kernel + (first == null ? 0 : first.size()) : 0;
  }

  // ---- waiting

  @Override
  public final @Nullable ParkPlan planPark(FileDescriptor fd, int event, long nanos) {
    return readiness.planPark(event, nanos);
  }

  @Override
  public final void parked(FileDescriptor fd) {
    state.stopPolling();
  }

  @Override
  public final int interestEvents(int events) {
    return readiness.interestEvents(events);
  }

  @Override
  public final void registered(FileDescriptor fd, Object key) {
    readiness.registered(fd, (SelectionKey) key);
  }

  @Override
  public final int readyEvents(FileDescriptor fd, int events, Object key) {
    return readiness.readyEvents(fd, events, (SelectionKey) key);
  }

  @Override
  public final void carriedBy(Object channel) {
    if (channel instanceof SelectableChannel selectable) {
      blocking.carriedBy(selectable);
    } else {
      state.waiters.carriedBy(channel);
    }
  }

  @Override
  public final int opening() {
    return switch (state.phase()) {
      case RESOLVING, CONNECTING -> NOTHING;
      case OPENING -> state.wanted();
      case OPEN, PLAIN, FAILED -> OPEN;
    };
  }

  @Override
  public final boolean hasLeftover() {
    return state.hasSomethingToReport();
  }

  @Override
  public final int asyncInterest(boolean reading, boolean writing) {
    return readiness.asyncInterest(reading, writing);
  }

  @Override
  public final int asyncReady(FileDescriptor fd, int events) {
    return readiness.asyncReady(fd, events);
  }

  // ---- the end

  @Override
  public final void shuttingDownInput() {
    inputShut = true;
    TlsReader stream = state.reader();
    if (stream != null) {
      stream.endHere();
    }
  }

  @Override
  public final void shuttingDownOutput(FileDescriptor fd) throws IOException {
    while (state.phase() == Phase.OPENING || state.phase() == Phase.RESOLVING) {
      // The end of the output is said inside TLS, so there must be TLS first.
      if (state.open(fd, true) != ConnectionState.READY) {
        awaitOpening(fd);
      }
    }
    TlsWriter stream = state.writer();
    if (state.phase() != Phase.OPEN || stream == null) {
      return;
    }
    long until = System.nanoTime() + state.context.handshakeTimeout().toNanos();
    while (stream.closeNotify(fd) != 0 && System.nanoTime() < until && !state.isClosing()) {
      RawSocket.poll(fd, RawSocket.POLLOUT, FLUSH_SLICE_MILLIS);
    }
  }

  private void awaitOpening(FileDescriptor fd) throws IOException {
    ParkPlan plan = planPark(fd, RawSocket.POLLOUT, 0);
    if (plan == null) {
      if (isStreaming()) {
        return;
      }
      throw new MeshSocketException("connection closed while it was opened");
    }
    if (!plan.waited()) {
      try {
        RawSocket.poll(fd, plan.event(), state.context.handshakeTimeout().toMillis());
      } finally {
        parked(fd);
      }
    }
  }

  @Override
  public final void closing(FileDescriptor fd) {
    if (!state.startClosing()) {
      return;
    }
    try {
      int linger = RawSocket.linger(fd);
      if (linger == 0) {
        // The peer is meant to see a broken connection, not one that was brought to its end.
        return;
      }
      TlsWriter output = state.writer();
      if (state.phase() == Phase.OPEN && output != null && output.closeNotify(fd) != 0) {
        sendRest(fd, output, linger);
      }
      discard(fd);
    } catch (IOException e) {
      // The connection is broken already; what remains is to close it, and the JDK does that.
      return;
    } catch (RuntimeException e) {
      state.context.events().fault("socket.closing", e);
    }
  }

  /**
   * The kernel has no room for the end of the stream. It is sent after the close, unless the
   * application wants its close to wait for such.
   */
  private void sendRest(FileDescriptor fd, TlsWriter output, int linger) throws IOException {
    CipherOutput rest = output.unsent();
    if (rest == null) {
      return;
    }
    if (linger <= 0) {
      state.context.farewells().send(fd, rest, new CipherInput(state.context));
      return;
    }
    try {
      RawSocket.poll(fd, RawSocket.POLLOUT, linger * 1_000L);
      rest.flushNow(fd);
    } finally {
      rest.release();
    }
  }

  /** Takes what waits in the kernel: closing over unread bytes would reset the connection. */
  private void discard(FileDescriptor fd) throws IOException {
    TlsReader stream = state.reader();
    if (stream != null) {
      stream.discard(fd, DISCARD_BUDGET);
    } else if (state.phase() == Phase.FAILED) {
      new CipherInput(state.context).discard(fd, DISCARD_BUDGET);
    }
  }

  @Override
  public final void released() {
    if (state.release()) {
      gone();
    }
  }

  /** The descriptor is closed. */
  void gone() {}
}

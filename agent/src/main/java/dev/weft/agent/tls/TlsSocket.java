package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.IoVector;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.ParkPlan;
import dev.weft.enforcer.rights.OwnRights;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the mesh, as the rewritten JDK classes see it: opens it by and by ({@link
 * ConnectionState}), moves its bytes ({@link TlsReader}, {@link TlsWriter}), and says when it is
 * ready ({@link Readiness}).
 */
public abstract class TlsSocket extends MeshSocket implements ConnectionEnd {
  final ConnectionState state;
  private final Readiness readiness;
  private final BlockingWrites blocking;
  private final Ending ending;
  private volatile @Nullable Consumer<? super TlsSocket> onGone;

  TlsSocket(SocketContext context, Phase phase) {
    this.state = new ConnectionState(context, this, phase);
    this.readiness = new Readiness(state);
    this.blocking = new BlockingWrites(state);
    this.ending = new Ending(state, readiness);
    state.waiters.carry(this);
  }

  // ---- moving bytes

  @Override
  public final int read(FileDescriptor fd, long address, int length) throws IOException {
    if (ending.isInputShut()) {
      return IoResult.EOF;
    }
    if (!isStreaming() && state.opener.open(fd, false) != ConnectionState.READY) {
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
      return (int) keep(fd, length, bytes -> bytes.keep(address, length));
    }
    TlsWriter stream = state.writer();
    if (stream == null) {
      return hasSentEarly(fd) ? IoResult.PASS : IoResult.UNAVAILABLE;
    }
    try {
      int n = stream.write(fd, address, length);
      return n > 0 && n < length ? blocking.writeOn(stream, fd, address, length, n) : n;
    } catch (IOException | RuntimeException e) {
      return writeFailed(fd, e);
    }
  }

  @Override
  public final long writev(FileDescriptor fd, IoVector vector) throws IOException {
    if (!mayWrite(fd)) {
      return keep(fd, vector.total(), bytes -> bytes.keep(vector));
    }
    TlsWriter stream = state.writer();
    if (stream == null) {
      return hasSentEarly(fd) ? IoResult.PASS : IoResult.UNAVAILABLE;
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
      return writeFailed(fd, e);
    }
  }

  /** The connection is opening: the bytes may be kept. */
  private long keep(FileDescriptor fd, long length, ToLongFunction<EarlyBytes> write)
      throws MeshSocketException {
    Early early = state.early();
    if (early == null) {
      return IoResult.UNAVAILABLE;
    }
    try {
      return early.keep(length, blocking.areWhole(), write);
    } catch (RuntimeException e) {
      throw fault(fd, "socket.keep", e);
    }
  }

  /** Whether all that was written while a connection that is left alone was opening is sent. */
  private boolean hasSentEarly(FileDescriptor fd) {
    Early early = state.early();
    return early == null || early.sendOn(fd);
  }

  /** False while the connection is opening. */
  private boolean mayWrite(FileDescriptor fd) throws IOException {
    if (!isStreaming() && state.opener.open(fd, true) != ConnectionState.READY) {
      return false;
    }
    if (state.phase() == Phase.FAILED) {
      throw state.failed();
    }
    return true;
  }

  /** Throws what is to be thrown, or returns what to return instead. */
  private int writeFailed(FileDescriptor fd, Exception e) throws IOException {
    if (e instanceof RuntimeException fault) {
      throw fault(fd, "socket.write", fault);
    }
    if (state.isClosing() || ending.isEndingOutput()) {
      // Another thread of the application is about to do so, which the JDK tells this one.
      return IoResult.UNAVAILABLE;
    }
    if (state.phase() == Phase.FAILED) {
      throw state.failed();
    }
    throw e instanceof MeshSocketException refused ? refused : withReason(fd, (IOException) e);
  }

  /**
   * A write that meets a closed connection may find the peer's reason among what it sent before.
   */
  private IOException withReason(FileDescriptor fd, IOException broken) {
    String refusal = Objects.requireNonNull(state.reader()).lateRefusal(fd);
    return refusal == null ? broken : new MeshSocketException(refusal);
  }

  private boolean isStreaming() {
    return state.isStreaming();
  }

  private MeshSocketException fault(FileDescriptor fd, String where, RuntimeException e) {
    state.context.events().fault(where, e);
    state.endByAgent.cut(
        fd, "connection with " + remote() + " cut: a fault of the mesh, see its log", true);
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
    if (ending.isInputShut()) {
      return 0;
    }
    if (state.phase() == Phase.OPENING && state.opener.open(fd, false) != ConnectionState.READY) {
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
    readiness.parked();
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
      case OPENING -> state.opener.wanted();
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

  /**
   * Checks the peer anew, because rules or roots have changed; cuts it off if it may not talk now.
   */
  public abstract void recheck();

  // ---- the end

  @Override
  public final void shuttingDownInput() {
    ending.inputEnds();
  }

  @Override
  public final void shuttingDownOutput(FileDescriptor fd, boolean atOnce) {
    OwnRights.act(() -> ending.outputEnds(fd, atOnce));
  }

  @Override
  public final boolean shutsDownLater(boolean input) {
    return ending.shutsDownLater(input);
  }

  @Override
  public final void closing(FileDescriptor fd) {
    OwnRights.act(() -> ending.closing(fd));
  }

  @Override
  public final void released() {
    Consumer<? super TlsSocket> listener = state.release() ? onGone : null;
    if (listener != null) {
      listener.accept(this);
    }
  }

  /** Has {@code listener} told when the descriptor is closed. To be called once, before that. */
  public final void tellWhenGone(Consumer<? super TlsSocket> listener) {
    onGone = listener;
  }

  /**
   * The process ends with the connection open, and the kernel is to say so to the other end: it has
   * to be said inside TLS before. Never waits. Any thread.
   *
   * @param fd its descriptor
   */
  public final void endWithProcess(FileDescriptor fd) {
    state.endByAgent.withProcess(fd);
  }

  /**
   * Whether the connection needs nothing of the mesh, and never will: it is closed, left alone with
   * nothing kept for it, or {@linkplain #seal sealed}. Any thread.
   */
  public final boolean isAtItsEnd() {
    return state.endByAgent.isReached();
  }

  /**
   * Sees to it that no byte moves on a connection that has failed, whoever reads and writes: the
   * kernel has it shut down, and nothing waits to be read. Does nothing to others. Any thread.
   *
   * @param fd its descriptor
   */
  public final void seal(FileDescriptor fd) {
    state.endByAgent.seal(fd);
  }

  /** Ends the connection and seals it, unless it is at its end. Any thread. */
  public final void cut(FileDescriptor fd) {
    if (!isAtItsEnd()) {
      state.endByAgent.cut(
          fd, "connection with " + remote() + " cut: the agent is taken out", true);
      state.endByAgent.seal(fd);
    }
  }
}

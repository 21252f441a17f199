package dev.weft.agent.tls;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.identity.SpiffeId;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The state of one connection until it streams, and how it ends. It changes under {@link #lock}
 * only; what is volatile may be read without.
 *
 * <p>Threads of the agent touch the descriptor only under the lock and only while it is not
 * released: its number may belong to another connection afterwards.
 */
final class ConnectionState {
  /** The stream is there, or the application's own bytes are. */
  static final int READY = 1;

  final ReentrantLock lock = new ReentrantLock();
  final Waiters waiters = new Waiters(lock);
  final SocketContext context;
  final Opener opener;
  final EarlyEnd earlyEnd = new EarlyEnd(this);
  final EndByAgent endByAgent = new EndByAgent(this);
  private final ConnectionEnd end;
  private volatile Phase phase;
  private volatile @Nullable String failure;
  private volatile boolean closing;
  private volatile @Nullable TlsReader reader;
  private volatile @Nullable TlsWriter writer;
  private volatile @Nullable CipherInput received;
  private volatile @Nullable Early early;
  private volatile @Nullable Departure departure;
  private boolean released;

  ConnectionState(SocketContext context, ConnectionEnd end, Phase phase) {
    this.context = context;
    this.end = end;
    this.phase = phase;
    this.opener = new Opener(this, end);
  }

  Phase phase() {
    return phase;
  }

  /** Whether the stream is there, or the application's own bytes are. */
  boolean isStreaming() {
    Phase now = phase;
    return now == Phase.OPEN || now == Phase.PLAIN;
  }

  /** The stream's reader, once the phase is OPEN. */
  @Nullable TlsReader reader() {
    return reader;
  }

  /** The stream's writer, once the phase is OPEN. */
  @Nullable TlsWriter writer() {
    return writer;
  }

  /** In phase PLAIN, what was read of the application's bytes and is not delivered; else null. */
  @Nullable CipherInput received() {
    return received;
  }

  /** What was read of the application's bytes is delivered. With the lock. */
  void delivered() {
    received = null;
  }

  /** Whether the application is closing the socket. */
  boolean isClosing() {
    return closing;
  }

  /** Whether the descriptor is closed. With the lock. */
  boolean isReleased() {
    return released;
  }

  /** Whether a read would succeed, or fail, without the descriptor being readable. */
  boolean hasSomethingToReport() {
    TlsReader stream = reader;
    return switch (phase) {
      case FAILED -> true;
      case OPEN -> stream != null && stream.hasLeftover();
      case PLAIN -> received != null;
      case RESOLVING, CONNECTING, OPENING -> false;
    };
  }

  /** Leaves the connection alone from now on. With the lock. */
  void leaveAlone() {
    phase = Phase.PLAIN;
    opener.cancelDeadline();
  }

  /**
   * As {@link #leaveAlone()}, after the application may have ended its output already. With the
   * lock.
   */
  void leaveAlone(FileDescriptor fd) {
    leaveAlone();
    earlyEnd.leftAlone(fd);
  }

  /** TCP is connected, and the mesh is asked who is at the other end. With the lock. */
  void resolve(FileDescriptor fd) {
    phase = Phase.RESOLVING;
    opener.startDeadline(fd);
  }

  /** Starts to open. With the lock. */
  void begin(Opening first, FileDescriptor fd) {
    Attendant alone = opener.begin(first, fd);
    Early acts = alone == null ? null : new Early(this, alone);
    early = acts;
    phase = Phase.OPENING;
    earlyEnd.opening(acts);
    if (alone != null) {
      alone.enlist();
    }
  }

  /** Ends the connection for good; returns what to throw. With the lock. */
  MeshSocketException fail(String reason) {
    SpiffeId peer = opener.peer();
    if (phase != Phase.OPEN) {
      opener.release();
    }
    int lost = forgetEarly();
    String told = lost == 0 ? reason : reason + "; " + lost + " bytes written before were not sent";
    phase = Phase.FAILED;
    failure = told;
    opener.cancelDeadline();
    Departure leaving = departure;
    if (leaving != null) {
      leaving.end();
    }
    if (leaving == null || lost > 0) {
      context.events().refused(end.inbound(), peer, end.remote(), end.port(), told);
    }
    return new MeshSocketException(told);
  }

  /** What to throw in phase FAILED. */
  MeshSocketException failed() {
    return new MeshSocketException(String.valueOf(failure));
  }

  /** Tells those who wait that something has changed. Without the lock. */
  void wake(FileDescriptor fd) {
    waiters.changed();
    if (hasSomethingToReport()) {
      waiters.report(fd);
    }
  }

  /** Whether the connection is not to be used by {@code fd} any more. With the lock. */
  boolean isPast(FileDescriptor fd) {
    Departure leaving = departure;
    return leaving == null ? closing || released : leaving.fd() != fd;
  }

  /** Whether the application has closed it and it goes on all the same. With the lock. */
  boolean isLeaving() {
    return departure != null;
  }

  /** The opening has come to its end. With the lock. */
  void opened(FileDescriptor fd, Progress progress) throws IOException {
    finish(progress);
    makeUp(fd);
    end.opened();
  }

  private void finish(Progress progress) throws IOException {
    opener.cancelDeadline();
    Early kept = early;
    if (progress instanceof Progress.Opened opened) {
      writer = opened.writer();
      reader = opened.reader();
      if (kept != null) {
        kept.opened(opened.writer());
      }
      phase = Phase.OPEN;
    } else if (progress instanceof Progress.Plain plain) {
      received = plain.received().size() == 0 ? null : plain.received();
      if (kept != null) {
        kept.leftAlone();
      }
      phase = Phase.PLAIN;
    }
  }

  /** It is open, or left alone, and what the application did before is made up for. */
  private void makeUp(FileDescriptor fd) {
    Early kept = early;
    Departure leaving = departure;
    if (leaving != null) {
      leaving.opened(reader, writer, received, kept);
      int unused = forgetEarly();
      received = null;
    } else if (kept != null) {
      boolean unused = kept.sendOn(fd);
    }
  }

  /** Nothing is left of {@code acts}. */
  void madeUpFor(Early acts) {
    if (early == acts) {
      early = null;
    }
  }

  /** Nobody wants it any more; how many bytes are lost. With the lock. */
  private int forgetEarly() {
    Early kept = early;
    early = null;
    return kept == null ? 0 : kept.giveUp();
  }

  /** What the application did before the connection was open; null when that is made up for. */
  @Nullable Early early() {
    return early;
  }

  /** As {@link #early()}, from now on at least. With the lock. */
  Early early(Attendant alone) {
    Early acts = early;
    if (acts == null) {
      acts = new Early(this, alone);
      early = acts;
    }
    return acts;
  }

  /** The application closes the socket; false when it did so before. Without the lock. */
  boolean startClosing() {
    lock.lock();
    try {
      if (closing) {
        return false;
      }
      closing = true;
    } finally {
      lock.unlock();
    }
    waiters.changed();
    return true;
  }

  /**
   * The application closes the socket: if that opens, it goes on by a second descriptor. Without
   * the lock.
   *
   * @return whether it goes on
   */
  boolean leave(FileDescriptor fd) throws IOException {
    lock.lock();
    try {
      opener.cancelDeadline();
      Attendant alone = opener.attendant();
      Opening current = opener.opening();
      if (phase != Phase.OPENING || released || alone == null || current == null) {
        return false;
      }
      Departure leaving = Departure.begin(this, current, fd);
      if (leaving == null) {
        return false;
      }
      departure = leaving;
      opener.startDeadline(leaving.fd());
      try {
        alone.moveTo(leaving.fd());
      } catch (IOException e) {
        MeshSocketException unused =
            fail("connection with " + end.remote() + " broke at its close");
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The descriptor is closed; false when it was before. Without the lock. */
  boolean release() {
    lock.lock();
    try {
      if (released) {
        return false;
      }
      released = true;
      closing = true;
      if (departure != null) {
        // Which goes on by itself, and gives everything back at its end.
        return true;
      }
      opener.cancelDeadline();
      int unused = forgetEarly();
      Attendant alone = opener.attendant();
      if (alone != null) {
        alone.release();
      }
      if (phase == Phase.OPENING) {
        opener.release();
      }
      CipherInput first = received;
      if (first != null) {
        first.release();
        received = null;
      }
    } finally {
      lock.unlock();
    }
    TlsReader input = reader;
    TlsWriter output = writer;
    if (input != null && output != null) {
      input.release();
      output.release();
    }
    return true;
  }
}

package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.RawSocket;
import dev.weft.core.identity.SpiffeId;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.Objects;
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
  private final ConnectionEnd end;
  private volatile Phase phase;
  private volatile int wanted = RawSocket.POLLIN;
  private volatile @Nullable String failure;
  private volatile boolean closing;
  private volatile @Nullable TlsReader reader;
  private volatile @Nullable TlsWriter writer;
  private volatile @Nullable CipherInput received;
  private volatile @Nullable Early early;
  private volatile @Nullable Departure departure;
  private @Nullable Opening opening;
  private SocketContext.@Nullable Timeout deadline;
  private volatile @Nullable Attendant attendant;
  private boolean lookedAt;
  private boolean held;
  private boolean released;

  ConnectionState(SocketContext context, ConnectionEnd end, Phase phase) {
    this.context = context;
    this.end = end;
    this.phase = phase;
  }

  Phase phase() {
    return phase;
  }

  /** Whether the stream is there, or the application's own bytes are. */
  boolean isStreaming() {
    Phase now = phase;
    return now == Phase.OPEN || now == Phase.PLAIN;
  }

  /** The poll event that the opening waits for. */
  int wanted() {
    return wanted;
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

  /** The opening, which knows the peer for as long as the connection lives. With the lock. */
  @Nullable Opening opening() {
    return opening;
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
    cancelDeadline();
  }

  /** TCP is connected, and the mesh is asked who is at the other end. With the lock. */
  void resolve(FileDescriptor fd) {
    phase = Phase.RESOLVING;
    startDeadline(fd);
  }

  /** Starts to open. With the lock. */
  void begin(Opening first, FileDescriptor fd) {
    opening = first;
    phase = Phase.OPENING;
    if (first.goesOnAlone()) {
      Attendant alone = new Attendant(this, fd);
      attendant = alone;
      early = new Early(this, alone);
      alone.enlist();
    }
  }

  /** Whether the opening has been gone on with, so that {@link #wanted} is known. With the lock. */
  boolean isLookedAt() {
    return lookedAt;
  }

  /** Whether the connection opens and nobody but the agent need wait for it. With the lock. */
  boolean isLeftToAgent() {
    boolean ofNobody = !closing && !released && !held && !waiters.hasPoller();
    return phase == Phase.OPENING && (ofNobody || departure != null);
  }

  /** The calling thread has stopped waiting for the descriptor. Without the lock. */
  void stopPolling() {
    lock.lock();
    try {
      waiters.stopPolling();
      if (phase == Phase.OPENING && attendant != null) {
        attendant.enlist();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Starts the time that opening may take, where nobody else has looked at it. With the lock. */
  void timeIfUnderway(FileDescriptor fd) {
    Opening current = opening;
    if (deadline == null && current != null && current.underway()) {
      startDeadline(fd);
    }
  }

  /** Starts the time that opening may take. With the lock. */
  void startDeadline(FileDescriptor fd) {
    cancelDeadline();
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
    long millis = context.handshakeTimeout().toMillis();
    cut(fd, "mTLS handshake with " + end.remote() + ": not finished in " + millis + " ms", false);
  }

  /**
   * Ends the connection from outside: whoever waits for it wakes up and gets an exception with
   * {@code reason}. Any thread.
   *
   * @param evenOpen whether a stream that is open is cut too
   */
  void cut(FileDescriptor fd, String reason, boolean evenOpen) {
    lock.lock();
    try {
      boolean done = phase == Phase.OPEN || phase == Phase.PLAIN;
      boolean leaving = departure != null;
      if ((released && !leaving) || phase == Phase.FAILED || (done && !evenOpen)) {
        return;
      }
      MeshSocketException unused = fail(reason);
      if (!leaving) {
        RawSocket.shutdown(fd);
      }
    } catch (IOException e) {
      // Not connected any more: nobody waits for it, and the phase says the rest.
      deadline = null;
    } finally {
      lock.unlock();
    }
    wake(fd);
  }

  /** Ends the connection for good; returns what to throw. With the lock. */
  MeshSocketException fail(String reason) {
    Opening current = opening;
    SpiffeId peer = current == null ? null : current.peer();
    if (phase != Phase.OPEN && current != null) {
      current.release();
    }
    int lost = forgetEarly();
    String told = lost == 0 ? reason : reason + "; " + lost + " bytes written before were not sent";
    phase = Phase.FAILED;
    failure = told;
    cancelDeadline();
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

  /**
   * Nanoseconds after which to look again though nothing arrives; 0 for never. With the lock.
   *
   * @param toWrite whether it is a write that waits
   */
  long patience(boolean toWrite) {
    Opening current = opening;
    long silence = current == null ? 0 : end.patience(current);
    Early kept = early;
    long untilKept = toWrite && kept != null ? kept.patience() : 0;
    return silence == 0 || untilKept == 0 ? silence + untilKept : Math.min(silence, untilKept);
  }

  /** The application wants to write. With the lock. */
  void wantsToSpeakFirst() {
    Opening current = opening;
    if (phase == Phase.OPENING && current != null) {
      end.wantsToSpeakFirst(current);
    }
  }

  /**
   * Goes on with opening as far as possible without waiting.
   *
   * @param toWrite whether the application wants to write
   * @return {@link #READY}, or {@link IoResult#UNAVAILABLE}
   */
  int open(FileDescriptor fd, boolean toWrite) throws IOException {
    return open(fd, toWrite, true);
  }

  /** As {@link #open(FileDescriptor, boolean)}, while the application does not ask for it. */
  void openAlone() throws IOException {
    FileDescriptor fd;
    boolean leaving;
    lock.lock();
    try {
      fd = Objects.requireNonNull(attendant).fd();
      leaving = departure != null;
    } finally {
      lock.unlock();
    }
    open(fd, false, leaving);
  }

  private int open(FileDescriptor fd, boolean toWrite, boolean attended) throws IOException {
    int wantedBefore = wanted;
    Phase phaseBefore = phase;
    try {
      return advance(fd, toWrite, attended);
    } finally {
      if (phase != phaseBefore || wanted != wantedBefore) {
        wake(fd);
      }
    }
  }

  private int advance(FileDescriptor fd, boolean toWrite, boolean attended) throws IOException {
    lock.lock();
    try {
      return switch (phase) {
        case OPEN, PLAIN -> READY;
        case FAILED -> throw failed();
        case CONNECTING, RESOLVING -> IoResult.UNAVAILABLE;
        case OPENING -> {
          Opening current = Objects.requireNonNull(opening);
          if (toWrite) {
            end.wantsToSpeakFirst(current);
          }
          // It polls for what the opening wants, and would go on if somebody else took the bytes.
          boolean left = waiters.isLeftToPoller() && current.takesBytes();
          if (isPast(fd) || left) {
            yield IoResult.UNAVAILABLE;
          }
          yield advance(fd, current, attended);
        }
      };
    } finally {
      lock.unlock();
    }
  }

  /** Whether the connection is not to be used by {@code fd} any more. With the lock. */
  private boolean isPast(FileDescriptor fd) {
    Departure leaving = departure;
    return leaving == null ? closing || released : leaving.fd() != fd;
  }

  private int advance(FileDescriptor fd, Opening current, boolean attended) throws IOException {
    int wantedBefore = wanted;
    lookedAt = true;
    held = false;
    try {
      Progress progress = current.advance(fd, attended);
      if (progress instanceof Progress.Held) {
        // The peer has done its part; a socket is nearly always writable, so who asks is not late.
        held = true;
        wanted = RawSocket.POLLOUT;
        cancelDeadline();
        return IoResult.UNAVAILABLE;
      }
      if (progress instanceof Progress.Wants wants) {
        wanted = wants.event();
        timeIfUnderway(fd);
        if (attendant != null && wanted != wantedBefore) {
          attendant.enlist();
        }
        return IoResult.UNAVAILABLE;
      }
      finish(progress);
      makeUp(fd);
      return READY;
    } catch (MeshSocketException e) {
      MeshSocketException refused = fail(String.valueOf(e.getMessage()));
      if (departure == null) {
        endPolling(fd);
      }
      throw refused;
    } catch (IOException e) {
      MeshSocketException unused =
          fail("connection with " + end.remote() + " broke while it was opened: " + e.getMessage());
      throw e;
    } catch (RuntimeException e) {
      context.events().fault("socket.open", e);
      throw fail("connection with " + end.remote() + " refused: a fault of the mesh, see its log");
    }
  }

  /** A thread that polls while another one learned of the failure has to learn of it too. */
  private void endPolling(FileDescriptor fd) {
    if (waiters.isLeftToPoller()) {
      try {
        RawSocket.shutdown(fd);
      } catch (IOException e) {
        // Not connected any more, which ends its poll as well.
        return;
      }
    }
  }

  private void finish(Progress progress) throws IOException {
    cancelDeadline();
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
      cancelDeadline();
      Attendant alone = attendant;
      Opening current = opening;
      if (phase != Phase.OPENING || released || alone == null || current == null) {
        return false;
      }
      Departure leaving = Departure.begin(this, current, fd);
      if (leaving == null) {
        return false;
      }
      departure = leaving;
      startDeadline(leaving.fd());
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
      cancelDeadline();
      int unused = forgetEarly();
      if (attendant != null) {
        attendant.release();
      }
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
    TlsReader input = reader;
    TlsWriter output = writer;
    if (input != null && output != null) {
      input.release();
      output.release();
    }
    return true;
  }
}

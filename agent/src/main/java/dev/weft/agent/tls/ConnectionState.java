package dev.weft.agent.tls;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.RawSocket;
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

  /** More than a kernel's buffer holds. */
  private static final int SEALED_BUDGET = 64 << 20;

  final ReentrantLock lock = new ReentrantLock();
  final Waiters waiters = new Waiters(lock);
  final SocketContext context;
  final Opener opener;
  private final ConnectionEnd end;
  private volatile Phase phase;
  private volatile @Nullable String failure;
  private volatile boolean closing;
  private volatile @Nullable TlsReader reader;
  private volatile @Nullable TlsWriter writer;
  private volatile @Nullable CipherInput received;
  private volatile @Nullable Early early;
  private volatile @Nullable Departure departure;
  private boolean endsWhenKnown;
  private boolean released;
  private boolean sealed;

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
    if (endsWhenKnown && !closing) {
      try {
        RawSocket.shutdownOutput(fd);
      } catch (IOException e) {
        // Broken: the application's next read meets the same.
        endsWhenKnown = false;
      }
    }
  }

  /**
   * The application ends its output. Without the lock.
   *
   * @return false when it is known what is at the other end, and the end to be said to it
   */
  boolean endWhenKnown() {
    lock.lock();
    try {
      boolean open = phase == Phase.RESOLVING;
      endsWhenKnown |= open;
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the output is going to end as soon as that is known. Without the lock. */
  boolean endsWhenKnown() {
    lock.lock();
    try {
      return endsWhenKnown && phase == Phase.RESOLVING && !closing;
    } finally {
      lock.unlock();
    }
  }

  /** The application ends its output, and the kernel has no room for the end. Without the lock. */
  void endLater(FileDescriptor fd, TlsWriter stream) {
    lock.lock();
    try {
      Attendant alone = opener.attendant();
      if (phase != Phase.OPEN || closing || alone == null) {
        return;
      }
      Early acts = early;
      if (acts == null) {
        acts = new Early(this, alone);
        early = acts;
      }
      acts.endLater(fd, stream);
    } finally {
      lock.unlock();
    }
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
    if (endsWhenKnown && acts != null) {
      boolean unused = acts.end();
    }
    if (alone != null) {
      alone.enlist();
    }
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
      opener.cancelDeadline();
    } finally {
      lock.unlock();
    }
    wake(fd);
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

  /** As {@link TlsSocket#isAtItsEnd}. Without the lock. */
  boolean isAtItsEnd() {
    lock.lock();
    try {
      return released || sealed || (phase == Phase.PLAIN && received == null && early == null);
    } finally {
      lock.unlock();
    }
  }

  /** As {@link TlsSocket#seal}. Without the lock. */
  void seal(FileDescriptor fd) {
    lock.lock();
    try {
      if (!released && !sealed && phase == Phase.FAILED) {
        sealed = true;
        RawSocket.shutdown(fd);
        // What waits is ciphertext; and after a shutdown the kernel takes in nothing more.
        new CipherInput(context).discard(fd, SEALED_BUDGET);
      }
    } catch (IOException e) {
      // It is not connected, or not any more: nothing is to be read, and nobody to be written to.
      return;
    } finally {
      lock.unlock();
    }
  }

  /** As {@link TlsSocket#endWithProcess}. Without the lock. */
  void endWithProcess(FileDescriptor fd) {
    if (!lock.tryLock()) {
      return;
    }
    try {
      TlsWriter output = writer();
      // With SO_LINGER 0 the peer is meant to see a broken connection.
      if (!released && phase == Phase.OPEN && output != null && RawSocket.linger(fd) != 0) {
        int unused = output.closeNotify(fd);
      }
    } catch (IOException e) {
      // The peer is gone, and sees no end.
      return;
    } catch (RuntimeException e) {
      // Others are to be told all the same.
      context.events().fault("socket.end", e);
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

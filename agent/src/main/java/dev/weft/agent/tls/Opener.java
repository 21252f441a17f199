package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.RawSocket;
import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.rights.OwnRights;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with the opening of one connection, for whoever comes by: threads and selectors of the
 * application, or the agent where none of them does. Guarded by the lock of the connection's state;
 * what is volatile may be read without.
 */
final class Opener {
  private final ConnectionState state;
  private final ConnectionEnd end;
  private volatile int wanted = RawSocket.POLLIN;
  private @Nullable Opening opening;
  private @Nullable Attendant attendant;
  private SocketContext.@Nullable Timeout deadline;
  private boolean lookedAt;
  private boolean held;

  Opener(ConnectionState state, ConnectionEnd end) {
    this.state = state;
    this.end = end;
  }

  /**
   * There is something to go on with. With the lock.
   *
   * @return who goes on with it when nobody else does; null when nobody is to
   */
  @Nullable Attendant begin(Opening first, FileDescriptor fd) {
    opening = first;
    attendant = first.goesOnAlone() ? new Attendant(state, fd) : null;
    return attendant;
  }

  /** The opening, which knows the peer for as long as the connection lives. With the lock. */
  @Nullable Opening opening() {
    return opening;
  }

  /** Who goes on with it when nobody else does. With the lock. */
  @Nullable Attendant attendant() {
    return attendant;
  }

  /** Who the peer has proved to be, as far as it has. With the lock. */
  @Nullable SpiffeId peer() {
    Opening current = opening;
    return current == null ? null : current.peer();
  }

  /** Gives buffers back: there is to be no stream. With the lock. */
  void release() {
    Opening current = opening;
    if (current != null) {
      current.release();
    }
  }

  // ---- waiting

  /** The poll event that the opening waits for. */
  int wanted() {
    return wanted;
  }

  /** Whether it has been gone on with, so that {@link #wanted} is known. With the lock. */
  boolean isLookedAt() {
    return lookedAt;
  }

  /** Whether the connection opens and nobody but the agent need wait for it. With the lock. */
  boolean isLeftToAgent() {
    boolean ofNobody =
        !state.isClosing() && !state.isReleased() && !held && !state.waiters.hasPoller();
    return state.phase() == Phase.OPENING && (ofNobody || state.isLeaving());
  }

  /** The calling thread has stopped waiting for the descriptor. Without the lock. */
  void stopPolling() {
    state.lock.lock();
    try {
      state.waiters.stopPolling();
      if (state.phase() == Phase.OPENING && attendant != null) {
        attendant.enlist();
      }
    } finally {
      state.lock.unlock();
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
    Early kept = state.early();
    long untilKept = toWrite && kept != null ? kept.patience() : 0;
    return silence == 0 || untilKept == 0 ? silence + untilKept : Math.min(silence, untilKept);
  }

  /** The application wants to write. With the lock. */
  void wantsToSpeakFirst() {
    Opening current = opening;
    if (state.phase() == Phase.OPENING && current != null) {
      end.wantsToSpeakFirst(current);
    }
  }

  // ---- the time that it may take

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
    deadline = state.context.timer().after(state.context.handshakeTimeout(), () -> expire(fd));
  }

  /** It is open, or never will be. With the lock. */
  void cancelDeadline() {
    SocketContext.Timeout timer = deadline;
    if (timer != null) {
      timer.cancel();
      deadline = null;
    }
  }

  private void expire(FileDescriptor fd) {
    long millis = state.context.handshakeTimeout().toMillis();
    state.endByAgent.cut(
        fd, "mTLS handshake with " + end.remote() + ": not finished in " + millis + " ms", false);
  }

  // ---- going on

  /**
   * Goes on with opening as far as possible without waiting.
   *
   * @param toWrite whether the application wants to write
   * @return {@link ConnectionState#READY}, or {@link IoResult#UNAVAILABLE}
   */
  int open(FileDescriptor fd, boolean toWrite) throws IOException {
    return open(fd, toWrite, true);
  }

  /** As {@link #open(FileDescriptor, boolean)}, while the application does not ask for it. */
  void openAlone() throws IOException {
    FileDescriptor fd;
    boolean leaving;
    state.lock.lock();
    try {
      fd = Objects.requireNonNull(attendant).fd();
      leaving = state.isLeaving();
    } finally {
      state.lock.unlock();
    }
    int unused = open(fd, false, leaving);
  }

  private int open(FileDescriptor fd, boolean toWrite, boolean attended) throws IOException {
    int wantedBefore = wanted;
    Phase phaseBefore = state.phase();
    try {
      return OwnRights.areAsked()
          ? OwnRights.<Integer, IOException>apart(() -> advance(fd, toWrite, attended))
          : advance(fd, toWrite, attended);
    } finally {
      if (state.phase() != phaseBefore || wanted != wantedBefore) {
        state.wake(fd);
      }
    }
  }

  private int advance(FileDescriptor fd, boolean toWrite, boolean attended) throws IOException {
    state.lock.lock();
    try {
      return switch (state.phase()) {
        case OPEN, PLAIN -> ConnectionState.READY;
        case FAILED -> throw state.failed();
        case CONNECTING, RESOLVING -> IoResult.UNAVAILABLE;
        case OPENING -> {
          Opening current = Objects.requireNonNull(opening);
          if (toWrite) {
            end.wantsToSpeakFirst(current);
          }
          // It polls for what the opening wants, and would go on if somebody else took the bytes.
          boolean left = state.waiters.isLeftToPoller() && current.takesBytes();
          if (state.isPast(fd) || left) {
            yield IoResult.UNAVAILABLE;
          }
          yield advance(fd, current, attended);
        }
      };
    } finally {
      state.lock.unlock();
    }
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
      state.opened(fd, progress);
      return ConnectionState.READY;
    } catch (MeshSocketException e) {
      MeshSocketException refused = state.fail(String.valueOf(e.getMessage()));
      endPolling(fd);
      throw refused;
    } catch (IOException e) {
      MeshSocketException unused =
          state.fail(
              "connection with " + end.remote() + " broke while it was opened: " + e.getMessage());
      throw e;
    } catch (RuntimeException e) {
      state.context.events().fault("socket.open", e);
      throw state.fail(
          "connection with " + end.remote() + " refused: a fault of the mesh, see its log");
    }
  }

  /** A thread that polls while another one learned of the failure has to learn of it too. */
  private void endPolling(FileDescriptor fd) {
    if (!state.isLeaving() && state.waiters.isLeftToPoller()) {
      try {
        RawSocket.shutdown(fd);
      } catch (IOException e) {
        // Not connected any more, which ends its poll as well.
        return;
      }
    }
  }
}

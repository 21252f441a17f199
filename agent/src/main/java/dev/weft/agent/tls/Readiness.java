package dev.weft.agent.tls;

import dev.weft.bootstrap.ParkPlan;
import dev.weft.bootstrap.RawSocket;
import dev.weft.bootstrap.SelectorHooks;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Translates between what the application waits for and what the connection waits for: for parked
 * threads, selection keys and asynchronous channels.
 */
final class Readiness {
  private static final int ANY = RawSocket.POLLIN | RawSocket.POLLOUT;

  private final ConnectionState state;

  /** Whether an asynchronous write waits for the connection to open. */
  private volatile boolean asyncWrite;

  Readiness(ConnectionState state) {
    this.state = state;
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#planPark}. */
  @Nullable ParkPlan planPark(int event, long nanos) {
    if (state.phase() != Phase.OPEN) {
      state.lock.lock();
      try {
        // Another thread may just have opened it: the descriptor tells of nothing that it took.
        if (state.phase() != Phase.OPEN) {
          return planUntilOpen(event, nanos);
        }
      } finally {
        state.lock.unlock();
      }
    }
    TlsReader stream = Objects.requireNonNull(state.reader());
    if (event != RawSocket.POLLIN) {
      return null;
    }
    return stream.park() ? new ParkPlan(false, event, nanos) : ParkPlan.WAITED;
  }

  /** With the lock. */
  private @Nullable ParkPlan planUntilOpen(int event, long nanos) {
    Phase phase = state.phase();
    if (phase == Phase.FAILED || (phase == Phase.PLAIN && state.received() != null)) {
      return ParkPlan.WAITED;
    }
    if (state.isClosing() || (phase != Phase.OPENING && phase != Phase.RESOLVING)) {
      return null;
    }
    if (phase == Phase.OPENING && !state.opener.isLookedAt()) {
      // It has just begun, and what it wants is known when the caller has tried again.
      return ParkPlan.WAITED;
    }
    boolean toWrite = event == RawSocket.POLLOUT;
    Early early = state.early();
    if (toWrite && early != null && early.oughtToWriteAgain()) {
      return ParkPlan.WAITED;
    }
    if (phase == Phase.OPENING && state.waiters.becomePoller()) {
      long patience = state.opener.patience(toWrite);
      long wait = nanos == 0 || (patience != 0 && patience < nanos) ? patience : nanos;
      return new ParkPlan(false, state.opener.wanted(), wait);
    }
    return state.waiters.await(nanos) ? ParkPlan.WAITED : null;
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#parked}. */
  void parked() {
    TlsReader stream = state.reader();
    if (stream == null || !stream.unpark()) {
      state.opener.stopPolling();
    }
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#interestEvents}. */
  int interestEvents(int events) {
    return switch (state.phase()) {
      case OPEN, PLAIN, CONNECTING, FAILED -> events;
      // A key that was made before the connection is met when it is first ready.
      case RESOLVING -> state.waiters.hasKeys() ? 0 : events;
      case OPENING -> events == 0 ? 0 : state.opener.wanted() | keptWrites(events);
    };
  }

  /** The part of {@code events} that is there because writes are kept while the opening lasts. */
  private int keptWrites(int events) {
    int writing = events & RawSocket.POLLOUT;
    Early early = state.early();
    return writing != 0 && early != null && early.keepsWrites() ? writing : 0;
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#registered}. */
  void registered(FileDescriptor fd, SelectionKey key) {
    state.waiters.add(key);
    if (state.hasSomethingToReport()) {
      state.waiters.report(fd);
    } else if (state.phase() == Phase.OPENING && interestedIn(key, SelectionKey.OP_WRITE)) {
      wantsToWrite();
    }
  }

  private void wantsToWrite() {
    state.lock.lock();
    try {
      state.opener.wantsToSpeakFirst();
    } finally {
      state.lock.unlock();
    }
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#readyEvents}. */
  int readyEvents(FileDescriptor fd, int events, SelectionKey key) {
    try {
      return switch (state.phase()) {
        case CONNECTING -> {
          state.waiters.add(key);
          yield events;
        }
        case RESOLVING -> {
          state.waiters.add(key);
          SelectorHooks.reregister(key);
          yield 0;
        }
        case FAILED -> ANY;
        case PLAIN -> state.received() == null ? events : events | RawSocket.POLLIN;
        case OPEN -> readyWhenOpen(fd, events, key);
        case OPENING -> {
          state.waiters.add(key);
          yield readyWhenOpening(fd, events, key);
        }
      };
    } catch (IOException e) {
      // The application's own read or write is where it will meet this.
      return ANY;
    }
  }

  private int readyWhenOpening(FileDescriptor fd, int events, SelectionKey key) throws IOException {
    if (events == 0) {
      return 0;
    }
    if (state.opener.open(fd, false) != ConnectionState.READY) {
      return interestedIn(key, SelectionKey.OP_WRITE) ? keptWrites(events) : 0;
    }
    // Writable is a guess that a write may disprove; readable only what is known to wait.
    return RawSocket.POLLOUT | (state.hasSomethingToReport() ? RawSocket.POLLIN : 0);
  }

  private int readyWhenOpen(FileDescriptor fd, int events, SelectionKey key) throws IOException {
    TlsReader stream = Objects.requireNonNull(state.reader());
    if (stream.hasLeftover()) {
      return interestedIn(key, SelectionKey.OP_READ) ? events | RawSocket.POLLIN : events;
    }
    boolean onlyOurs = (events & RawSocket.POLLIN) != 0 && !stream.absorb(fd);
    if (stream.hasLeftover()) {
      // What was absorbed is no event of the kernel any more, and this one may go unheeded.
      state.waiters.report(fd);
    }
    return onlyOurs ? events & ~RawSocket.POLLIN : events;
  }

  private static boolean interestedIn(SelectionKey key, int operation) {
    try {
      return (key.interestOps() & operation) != 0;
    } catch (CancelledKeyException e) {
      return false;
    }
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#asyncInterest}. */
  int asyncInterest(boolean reading, boolean writing) {
    if (state.phase() == Phase.RESOLVING || (!reading && !writing)) {
      return 0;
    }
    if (state.phase() == Phase.OPENING) {
      if (writing) {
        wantsToWrite();
      }
      asyncWrite = writing;
      return state.opener.wanted() | (writing ? keptWrites(RawSocket.POLLOUT) : 0);
    }
    return (reading ? RawSocket.POLLIN : 0) | (writing ? RawSocket.POLLOUT : 0);
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#asyncReady}. */
  int asyncReady(FileDescriptor fd, int events) {
    if (state.phase() == Phase.OPENING) {
      try {
        if (state.opener.open(fd, false) == ConnectionState.READY) {
          return ANY;
        }
        return asyncWrite ? keptWrites(events) : 0;
      } catch (IOException e) {
        return ANY;
      }
    }
    return state.hasSomethingToReport() ? events | ANY : events;
  }
}

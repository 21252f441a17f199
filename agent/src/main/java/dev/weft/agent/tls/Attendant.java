package dev.weft.agent.tls;

import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;

/**
 * Goes on with opening one connection when no thread of the application does. A program may write
 * on one end before anybody reads at the other, and plain TCP would take the bytes.
 */
final class Attendant {
  private final ConnectionState state;
  private FileDescriptor fd;
  private boolean queued;
  private boolean watched;
  private boolean timed;

  Attendant(ConnectionState state, FileDescriptor fd) {
    this.state = state;
    this.fd = fd;
  }

  /** The connection opens, and no thread waits for it now. With the lock. */
  void enlist() {
    if (!queued) {
      queued = true;
      state.context.unattended().add(this);
    }
  }

  /** A moment has gone by. On a thread of the agent, without the lock. */
  void look() {
    state.lock.lock();
    try {
      queued = false;
      timeWrites();
      watchIfLeft();
    } finally {
      state.lock.unlock();
    }
  }

  /** Whoever waits to write has to be told when writes are kept. */
  private void timeWrites() {
    if (!timed && state.phase() == Phase.OPENING) {
      timed = true;
      state.context.timer().after(EarlyWrites.WAIT, state.waiters::changed);
    }
  }

  private void watchIfLeft() {
    if (state.opener.isLeftToAgent()) {
      state.opener.timeIfUnderway(fd);
      try {
        watched = true;
        state.context.unattended().poller().watch(fd, state.opener.wanted(), this::takeTurn);
      } catch (IOException e) {
        // The application can still open it.
        state.context.events().fault("socket.watch", e);
      }
    }
  }

  /** On the poller's thread. */
  private void takeTurn() {
    try {
      state.opener.openAlone();
    } catch (IOException e) {
      // It is in the phase now, for the application's next read or write.
      return;
    }
    state.lock.lock();
    try {
      watchIfLeft();
    } finally {
      state.lock.unlock();
    }
  }

  /**
   * The connection is open, and there was no room for all that was written before. With the lock.
   */
  void sendOn(Early early) throws IOException {
    watched = true;
    state.context.unattended().poller().watch(fd, RawSocket.POLLOUT, early::sendOnIfOpen);
  }

  /** Goes on by another descriptor: the application is about to close its own. With the lock. */
  void moveTo(FileDescriptor copy) throws IOException {
    release();
    fd = copy;
    watched = true;
    state.context.unattended().poller().watch(fd, state.opener.wanted(), this::takeTurn);
  }

  /** The descriptor is about to be closed. With the lock. */
  void release() {
    if (watched) {
      state.context.unattended().poller().forget(fd);
      watched = false;
    }
  }

  /** The descriptor by which the agent goes on. With the lock. */
  FileDescriptor fd() {
    return fd;
  }
}

package dev.weft.agent.tls;

import java.io.FileDescriptor;
import java.io.IOException;

/**
 * Goes on with opening one connection when no thread of the application does. A program may write
 * on one end before anybody reads at the other, and plain TCP would take the bytes.
 */
final class Attendant {
  private final ConnectionState state;
  private final FileDescriptor fd;
  private boolean queued;
  private boolean watched;

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
      watchIfLeft();
    } finally {
      state.lock.unlock();
    }
  }

  private void watchIfLeft() {
    if (state.isLeftToAgent()) {
      try {
        watched = true;
        state.context.unattended().poller().watch(fd, state.wanted(), this::takeTurn);
      } catch (IOException e) {
        // The application can still open it.
        state.context.events().fault("socket.watch", e);
      }
    }
  }

  /** On the poller's thread. */
  private void takeTurn() {
    try {
      state.openAlone(fd);
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

  /** The descriptor is about to be closed. With the lock. */
  void release() {
    if (watched) {
      state.context.unattended().poller().forget(fd);
    }
  }
}

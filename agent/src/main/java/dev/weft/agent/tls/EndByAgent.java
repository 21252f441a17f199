package dev.weft.agent.tls;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;

/**
 * How a connection ends that the application does not end: policy has it cut, the agent is taken
 * out, or the process ends. What the application does is {@link Ending}'s.
 *
 * <p>Any thread; without the lock of the connection's state, which every method takes itself.
 */
final class EndByAgent {
  /** Bytes: more than a kernel's buffer holds. */
  private static final int SEALED_BUDGET = 64 << 20;

  private final ConnectionState state;
  private boolean sealed;

  EndByAgent(ConnectionState state) {
    this.state = state;
  }

  /**
   * Whoever waits for the connection wakes up and gets an exception with {@code reason}.
   *
   * @param evenOpen whether a stream that is open is cut too
   */
  void cut(FileDescriptor fd, String reason, boolean evenOpen) {
    state.lock.lock();
    try {
      boolean leaving = state.isLeaving();
      if ((state.isReleased() && !leaving)
          || state.phase() == Phase.FAILED
          || (state.isStreaming() && !evenOpen)) {
        return;
      }
      MeshSocketException unused = state.fail(reason);
      if (!leaving) {
        RawSocket.shutdown(fd);
      }
    } catch (IOException e) {
      // Not connected any more: nobody waits for it, and the phase says the rest.
      state.opener.cancelDeadline();
    } finally {
      state.lock.unlock();
    }
    state.wake(fd);
  }

  /** As {@link TlsSocket#seal}. */
  void seal(FileDescriptor fd) {
    state.lock.lock();
    try {
      if (!state.isReleased() && !sealed && state.phase() == Phase.FAILED) {
        sealed = true;
        RawSocket.shutdown(fd);
        // What waits is ciphertext; and after a shutdown the kernel takes in nothing more.
        new CipherInput(state.context).discard(fd, SEALED_BUDGET);
      }
    } catch (IOException e) {
      // It is not connected, or not any more: nothing is to be read, and nobody to be written to.
      return;
    } finally {
      state.lock.unlock();
    }
  }

  /** As {@link TlsSocket#isAtItsEnd}. */
  boolean isReached() {
    state.lock.lock();
    try {
      boolean untouched =
          state.phase() == Phase.PLAIN && state.received() == null && state.early() == null;
      return state.isReleased() || sealed || untouched;
    } finally {
      state.lock.unlock();
    }
  }

  /** As {@link TlsSocket#endWithProcess}. */
  void withProcess(FileDescriptor fd) {
    if (!state.lock.tryLock()) {
      return;
    }
    try {
      TlsWriter output = state.writer();
      // With SO_LINGER 0 the peer is meant to see a broken connection.
      if (!state.isReleased()
          && state.phase() == Phase.OPEN
          && output != null
          && RawSocket.linger(fd) != 0) {
        int unused = output.closeNotify(fd);
      }
    } catch (IOException e) {
      // The peer is gone, and sees no end.
      return;
    } catch (RuntimeException e) {
      // Others are to be told all the same.
      state.context.events().fault("socket.end", e);
    } finally {
      state.lock.unlock();
    }
  }
}

package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.function.ToLongFunction;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What the application does to a connection before that is open: it writes, it ends its output.
 * Plain TCP takes both before the other end has accepted the connection. Here they are kept, and
 * sent when the stream is there: nothing leaves before. So is the end of the output of an open
 * connection when the kernel has no room for what comes before it.
 *
 * <p>Guarded by the lock of the connection's state, which every method takes itself.
 */
final class Early {
  private final ConnectionState state;
  private final Attendant attendant;
  private final EarlyWrites writes;
  private boolean ended;
  private boolean shut;
  private boolean owing;
  private SocketContext.@Nullable Timeout timeout;
  private @Nullable TlsWriter stream;
  private @Nullable CipherOutput plain;

  /** {@code attendant} goes on with the connection when the application does not. */
  Early(ConnectionState state, Attendant attendant) {
    this.state = state;
    this.attendant = attendant;
    this.writes = new EarlyWrites(state);
  }

  // ---- while it opens

  /** As {@link EarlyWrites#areKept}. Without the lock. */
  boolean keepsWrites() {
    return writes.areKept();
  }

  /** As {@link EarlyWrites#patience}. */
  long patience() {
    return writes.patience();
  }

  /** As {@link EarlyWrites#oughtToBeTriedAgain}. */
  boolean oughtToWriteAgain() {
    state.lock.lock();
    try {
      return writes.oughtToBeTriedAgain();
    } finally {
      state.lock.unlock();
    }
  }

  /** As {@link EarlyWrites#keep}. */
  long keep(long length, boolean whole, ToLongFunction<EarlyBytes> write) {
    long taken;
    state.lock.lock();
    try {
      taken = writes.keep(length, whole, write);
      if (taken == IoResult.UNAVAILABLE) {
        return taken;
      }
      owe();
    } finally {
      state.lock.unlock();
    }
    if (writes.areFull()) {
      state.waiters.changed();
    }
    return taken;
  }

  /**
   * The application ends its output: the peer is told when the connection is open, and when what
   * was kept has been sent.
   *
   * @return false when there is neither to wait for
   */
  boolean end() {
    state.lock.lock();
    try {
      CipherOutput own = plain;
      if (state.phase() != Phase.OPENING && (own == null || !own.pending())) {
        return false;
      }
      ended = true;
      writes.end();
      owe();
      return true;
    } finally {
      state.lock.unlock();
    }
  }

  /**
   * The application ends its output of {@code writer}, which has no room: that is done as soon as
   * there is, or, as after a close, in the end without what comes before.
   */
  void endLater(FileDescriptor fd, TlsWriter writer) {
    state.lock.lock();
    try {
      stream = writer;
      ended = true;
      owe();
      if (timeout == null) {
        timeout = state.context.farewells().timeout(() -> expire(fd));
      }
      boolean unused = sendOn(fd);
    } finally {
      state.lock.unlock();
    }
  }

  /** The other end has not read for too long. */
  private void expire(FileDescriptor fd) {
    state.lock.lock();
    try {
      if (!state.isClosing() && !state.isReleased() && state.early() == this && !shut) {
        shut = true;
        RawSocket.shutdownOutput(fd);
        state.madeUpFor(this);
        said();
      }
    } catch (IOException e) {
      // Broken: the application's next read meets the same.
      int unused = giveUp();
    } finally {
      state.lock.unlock();
    }
  }

  /** With the lock. */
  private void owe() {
    if (!owing) {
      owing = true;
      state.context.farewells().lastWords().owe();
    }
  }

  /** Whether the application has ended its output, and the other end has not been told. */
  boolean hasToEnd() {
    state.lock.lock();
    try {
      return ended && !shut;
    } finally {
      state.lock.unlock();
    }
  }

  // ---- when it is open

  /** There is a stream: what was kept is encrypted, and to be {@linkplain #sendOn sent}. */
  void opened(TlsWriter writer) throws SSLException {
    state.lock.lock();
    try {
      writer.append(writes.take());
      stream = writer;
    } finally {
      state.lock.unlock();
    }
  }

  /** The connection is left alone: what was kept is to be {@linkplain #sendOn sent} as it is. */
  void leftAlone() {
    state.lock.lock();
    try {
      byte[] all = writes.take();
      if (all.length > 0) {
        CipherOutput out = new CipherOutput(state.context);
        out.room().put(all);
        out.produced(all.length);
        plain = out;
      }
    } finally {
      state.lock.unlock();
    }
  }

  /**
   * Sends as much as there is room for; the rest is sent by the agent when there is more.
   *
   * @return whether nothing is left
   */
  boolean sendOn(FileDescriptor fd) {
    state.lock.lock();
    try {
      if (!sendNow(fd)) {
        attendant.sendOn(this);
        return false;
      }
    } catch (IOException e) {
      // Broken: the application's next read or write meets the same.
      int unused = giveUp();
    } finally {
      state.lock.unlock();
    }
    state.madeUpFor(this);
    said();
    return true;
  }

  /** There may be room for more. On the poller's thread. */
  void sendOnIfOpen() {
    state.lock.lock();
    try {
      if (!state.isClosing() && !state.isReleased() && state.early() == this) {
        boolean unused = sendOn(attendant.fd());
      }
    } finally {
      state.lock.unlock();
    }
  }

  private boolean sendNow(FileDescriptor fd) throws IOException {
    TlsWriter tls = stream;
    CipherOutput own = plain;
    if (tls != null && (ended ? tls.closeNotify(fd) : tls.flushIfFree(fd)) != 0) {
      return false;
    }
    if (own != null && own.flushNow(fd) != 0) {
      return false;
    }
    if (hasToEnd()) {
      shut = true;
      RawSocket.shutdownOutput(fd);
    }
    return true;
  }

  /**
   * What is left of a connection that is left alone, the caller's from now on; null for nothing.
   */
  @Nullable CipherOutput unsentPlain() {
    state.lock.lock();
    try {
      CipherOutput own = plain;
      plain = null;
      return own;
    } finally {
      state.lock.unlock();
    }
  }

  /** Gives everything up; how many bytes were kept for a stream that has not come. */
  int giveUp() {
    state.lock.lock();
    try {
      CipherOutput own = unsentPlain();
      if (own != null) {
        own.release();
      }
      said();
      return writes.take().length;
    } finally {
      state.lock.unlock();
    }
  }

  private void said() {
    state.lock.lock();
    try {
      SocketContext.Timeout timer = timeout;
      if (timer != null) {
        timer.cancel();
        timeout = null;
      }
      if (owing) {
        owing = false;
        state.context.farewells().lastWords().said();
      }
    } finally {
      state.lock.unlock();
    }
  }
}

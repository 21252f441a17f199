package dev.weft.agent.tls;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.ParkPlan;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the application ends a connection: one direction of it, or the whole. */
final class Ending {
  private static final int DISCARD_BUDGET = 64 * 1024;
  private static final long FLUSH_SLICE_MILLIS = 10;

  private final ConnectionState state;
  private final Readiness readiness;
  private volatile boolean inputShut;
  private volatile boolean outputEnds;
  private volatile boolean outputShut;
  private volatile boolean saysFarewell;

  Ending(ConnectionState state, Readiness readiness) {
    this.state = state;
    this.readiness = readiness;
  }

  /** Whether the application has ended its input. */
  boolean isInputShut() {
    return inputShut;
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#shuttingDownInput}. */
  void inputEnds() {
    inputShut = true;
    TlsReader stream = state.reader();
    if (stream != null) {
      stream.endHere();
    }
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#shuttingDownOutput}. */
  void outputEnds(FileDescriptor fd, boolean atOnce) {
    try {
      if (isOpened(fd, atOnce)) {
        outputEnds = !atOnce;
        if (atOnce) {
          closeNotify(fd);
        } else {
          endLater(fd);
        }
      } else if (!atOnce && state.phase() == Phase.PLAIN) {
        endAfterEarly();
      }
    } catch (RuntimeException e) {
      state.context.events().fault("socket.shutdown", e);
    } catch (IOException e) {
      // Refused, or the peer is gone: shutdown(2) does not mind, and the next read or write says
      // it.
      return;
    }
  }

  /** Whether the end is to be said now: said inside TLS, for which there must be TLS first. */
  private boolean isOpened(FileDescriptor fd, boolean atOnce) throws IOException {
    while (state.phase() == Phase.OPENING || state.phase() == Phase.RESOLVING) {
      if (state.opener.open(fd, true) != ConnectionState.READY) {
        Early early = state.early();
        if (!atOnce && (state.earlyEnd.sayWhenKnown() || (early != null && early.end()))) {
          return false;
        }
        awaitOpening(fd);
      }
    }
    return state.phase() == Phase.OPEN;
  }

  /** What was written before the connection was left alone may still wait for room. */
  private void endAfterEarly() {
    Early early = state.early();
    if (early != null) {
      boolean unused = early.end();
    }
  }

  /** What the kernel has no room for is left to the agent, with the end: nobody waits for it. */
  private void endLater(FileDescriptor fd) throws IOException {
    TlsWriter stream = state.writer();
    if (stream != null && stream.closeNotify(fd) != 0) {
      state.earlyEnd.sayLater(fd, stream);
    }
  }

  /** The kernel shuts the output down in any case: so this waits for room. */
  private void closeNotify(FileDescriptor fd) throws IOException {
    TlsWriter stream = state.writer();
    long until = System.nanoTime() + state.context.handshakeTimeout().toNanos();
    while (stream != null
        && stream.closeNotify(fd) != 0
        && System.nanoTime() < until
        && !state.isClosing()) {
      RawSocket.poll(fd, RawSocket.POLLOUT, FLUSH_SLICE_MILLIS);
    }
  }

  /** Whether the end of the output has begun, and the JDK does not know of it yet. */
  boolean isEndingOutput() {
    return outputEnds && !outputShut;
  }

  private void awaitOpening(FileDescriptor fd) throws IOException {
    ParkPlan plan = readiness.planPark(RawSocket.POLLOUT, 0);
    if (plan == null) {
      if (state.isStreaming()) {
        return;
      }
      throw new MeshSocketException("connection closed while it was opened");
    }
    if (!plan.waited()) {
      try {
        RawSocket.poll(fd, plan.event(), state.context.handshakeTimeout().toMillis());
      } finally {
        state.opener.stopPolling();
      }
    }
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#shutsDownLater}. */
  boolean shutsDownLater(boolean input) {
    if (input) {
      return state.phase() == Phase.OPENING || state.phase() == Phase.RESOLVING;
    }
    outputShut = true;
    Early early = state.early();
    return saysFarewell
        || state.earlyEnd.isSaidWhenKnown()
        || (!state.isClosing() && early != null && early.hasToEnd());
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#closing}. */
  void closing(FileDescriptor fd) {
    if (!state.startClosing()) {
      return;
    }
    TlsReader stream = state.reader();
    if (stream != null) {
      // What a read in progress meets now is of this end's own making.
      stream.endHere();
    }
    try {
      int linger = RawSocket.linger(fd);
      if (linger == 0) {
        // The peer is meant to see a broken connection, not one that was brought to its end.
        if (state.phase() == Phase.OPEN) {
          // What was written first would have left by now, but for Weft's own words ahead of it.
          RawSocket.sendAtOnce(fd);
        }
        return;
      }
      if (state.leave(fd)) {
        saysFarewell = true;
        return;
      }
      TlsWriter output = state.writer();
      if (state.phase() == Phase.OPEN && output != null && output.closeNotify(fd) != 0) {
        sendRest(fd, output.unsent(), linger);
      } else if (state.phase() == Phase.PLAIN) {
        Early early = state.early();
        sendRest(fd, early == null ? null : early.unsentPlain(), linger);
      }
      discard(fd);
    } catch (IOException e) {
      // The connection is broken already; what remains is to close it, and the JDK does that.
      return;
    } catch (RuntimeException e) {
      state.context.events().fault("socket.closing", e);
    }
  }

  /**
   * The kernel has no room for the end of the stream. It is sent after the close, unless the
   * application wants its close to wait for such.
   */
  private void sendRest(FileDescriptor fd, @Nullable CipherOutput rest, int linger)
      throws IOException {
    if (rest == null) {
      return;
    }
    Farewell farewell = null;
    try {
      if (linger > 0) {
        RawSocket.poll(fd, RawSocket.POLLOUT, linger * 1_000L);
        rest.flushNow(fd);
        return;
      }
      farewell = state.context.farewells().begin(fd, new CipherInput(state.context));
    } finally {
      if (farewell == null) {
        rest.release();
      }
    }
    if (farewell != null) {
      saysFarewell = true;
      farewell.send(rest);
    }
  }

  /** Takes what waits in the kernel: closing over unread bytes would reset the connection. */
  private void discard(FileDescriptor fd) throws IOException {
    TlsReader stream = state.reader();
    if (stream != null) {
      stream.discard(fd, DISCARD_BUDGET);
    } else if (state.phase() == Phase.FAILED) {
      new CipherInput(state.context).discard(fd, DISCARD_BUDGET);
    }
  }
}

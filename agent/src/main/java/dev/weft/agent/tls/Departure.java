package dev.weft.agent.tls;

import dev.weft.bootstrap.MeshSocketException;
import java.io.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the application has closed while it opens. It goes on by a second descriptor:
 * what was written is still sent, and the peer reads the end of the stream and no broken handshake,
 * as with plain TCP.
 *
 * <p>Guarded by the lock of the connection's state.
 */
final class Departure {
  private final ConnectionState state;
  private final Opening opening;
  private final Farewell farewell;
  private SocketContext.@Nullable Timeout silence;

  private Departure(ConnectionState state, Opening opening, Farewell farewell) {
    this.state = state;
    this.opening = opening;
    this.farewell = farewell;
  }

  /** Null when there are too many. */
  static @Nullable Departure begin(ConnectionState state, Opening opening, FileDescriptor fd)
      throws IOException {
    SocketContext context = state.context;
    Farewell farewell = context.farewells().begin(fd, new CipherInput(context));
    if (farewell == null) {
      return null;
    }
    Departure departure = new Departure(state, opening, farewell);
    if (opening.untouched()) {
      departure.silence = context.timer().after(context.sniffTimeout(), departure::giveUpSilence);
    }
    return departure;
  }

  /** The descriptor by which the connection opens. */
  FileDescriptor fd() {
    return farewell.fd();
  }

  /** A peer that says nothing is not waited for as long as one that shakes hands. */
  private void giveUpSilence() {
    state.lock.lock();
    try {
      if (state.phase() == Phase.OPENING && opening.untouched()) {
        MeshSocketException unused = state.fail("closed before the client said a word");
      }
    } finally {
      state.lock.unlock();
    }
  }

  /** The connection is open: says what is left to be said, and ends. */
  void opened(
      @Nullable TlsReader reader,
      @Nullable TlsWriter writer,
      @Nullable CipherInput received,
      @Nullable Early early) {
    cancelSilence();
    CipherOutput rest = early == null ? null : early.unsentPlain();
    if (received != null) {
      received.release();
    }
    if (reader != null && writer != null) {
      rest = lastWords(writer);
      reader.release();
      writer.release();
    }
    if (rest == null) {
      end();
    } else {
      farewell.send(rest);
    }
  }

  private @Nullable CipherOutput lastWords(TlsWriter writer) {
    try {
      int unused = writer.closeNotify(fd());
    } catch (IOException e) {
      // Broken: nobody hears the rest.
      return null;
    }
    return writer.unsent();
  }

  /** Nothing is said any more. */
  void end() {
    cancelSilence();
    farewell.end();
  }

  private void cancelSilence() {
    SocketContext.Timeout timer = silence;
    if (timer != null) {
      timer.cancel();
    }
  }
}

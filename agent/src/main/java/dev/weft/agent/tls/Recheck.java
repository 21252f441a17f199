package dev.weft.agent.tls;

import dev.weft.enforcer.link.PeerTrust;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The check of one connection's peer that is made again, whenever rules or roots have changed. */
final class Recheck {
  private final ConnectionState state;
  private final Consumer<@Nullable PeerTrust> check;

  /** To be made when the connection is open. */
  private volatile boolean due;

  /**
   * @param check told how the peer was checked at first, null over plaintext; run without the lock,
   *     while the connection streams
   */
  Recheck(ConnectionState state, Consumer<@Nullable PeerTrust> check) {
    this.state = state;
    this.check = check;
  }

  void make() {
    if (!state.isStreaming()) {
      // It may have been judged by what held before, and be about to open by that.
      due = true;
    }
    if (state.isStreaming()) {
      due = false;
      check.accept(trust());
    }
  }

  private @Nullable PeerTrust trust() {
    state.lock.lock();
    try {
      Opening opened = state.opener.opening();
      return opened == null ? null : opened.trust();
    } finally {
      state.lock.unlock();
    }
  }

  /** The connection is open now. With the lock. */
  void opened() {
    if (due) {
      // Apart: who is told of a cut must not be told with the lock.
      SocketContext.Timeout unused = state.context.timer().after(Duration.ZERO, this::make);
    }
  }
}

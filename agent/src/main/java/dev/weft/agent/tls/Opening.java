package dev.weft.agent.tls;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.PeerTrust;
import java.io.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What stands between a TCP connection and a stream. Guarded by the lock of its socket. */
interface Opening {
  /**
   * Goes on as far as the descriptor allows without waiting.
   *
   * @param attended whether the application asks for it; what it has a say in waits for that
   * @throws IOException when there is to be no stream; the peer has been told where possible
   */
  Progress advance(FileDescriptor fd, boolean attended) throws IOException;

  /** Whether the peer has begun to speak TLS, or must: then the time it may take is bounded. */
  boolean underway();

  /** Whether the peer is to speak first and has not. */
  boolean untouched();

  /** Whether it can go on while the application does not ask for it. */
  boolean goesOnAlone();

  /** Whether {@link #advance} may take bytes that a thread which polls would then wait for. */
  boolean takesBytes();

  /** The check of the peer; null while there is none, and over plaintext. */
  @Nullable PeerTrust trust();

  /** Who the peer has proved to be, as far as it has. */
  default @Nullable SpiffeId peer() {
    PeerTrust check = trust();
    return check == null ? null : check.peer();
  }

  /** Gives buffers back, when the opening ends otherwise than by {@link #advance}. */
  void release();
}

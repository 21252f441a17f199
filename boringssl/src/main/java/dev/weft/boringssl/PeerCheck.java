package dev.weft.boringssl;

import org.jspecify.annotations.Nullable;

/** Checks the peer of one connection, on the thread of its handshake. */
interface PeerCheck {
  /**
   * Whether this is a peer to talk to.
   *
   * @param chain DER, leaf first
   */
  boolean accepts(byte[][] chain);

  /**
   * Whether a peer goes on with what was agreed upon by ALPN.
   *
   * @param protocol null for nothing
   */
  boolean goesOnWith(@Nullable String protocol);

  /** Whether a peer was accepted. */
  boolean hasAccepted();

  /** Why the peer was refused, or null. */
  @Nullable String refusal();
}

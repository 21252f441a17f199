package dev.weft.enforcer.rules;

import dev.weft.core.identity.SpiffeId;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Is told what becomes of connections. Called on application threads: quick, and never throws. */
public interface ConnectionEvents {
  /** A server admitted a client; {@code peer} is null over plaintext. */
  void accepted(@Nullable SpiffeId peer, InetSocketAddress remote, InetSocketAddress local);

  /** A client shook hands with {@code peer}. */
  void connected(SpiffeId peer, InetSocketAddress remote);

  /** A connection was refused by, or to, its peer, or an open one was cut. */
  void refused(
      boolean inbound,
      @Nullable SpiffeId peer,
      @Nullable InetSocketAddress remote,
      int port,
      String reason);

  /** A permissive server went on in plaintext because the client said nothing in time. */
  void sniffTimedOut(InetSocketAddress remote, int port);

  /** A stream ended without close_notify. */
  void truncated(boolean strict);

  /** A fault of Weft's own. */
  void fault(String where, Throwable fault);
}

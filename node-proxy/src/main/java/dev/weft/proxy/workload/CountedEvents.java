package dev.weft.proxy.workload;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.rules.ConnectionEvents;
import dev.weft.proxy.net.ConnectionCounts;
import dev.weft.proxy.net.Direction;
import dev.weft.proxy.net.Refusal;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is refused between the proxy and the mesh.
 *
 * @param next is told everything too
 */
record CountedEvents(ConnectionEvents next, ConnectionCounts counts) implements ConnectionEvents {
  @Override
  public void refused(
      boolean inbound,
      @Nullable SpiffeId peer,
      @Nullable InetSocketAddress remote,
      int port,
      String reason) {
    counts.refused(
        inbound ? Direction.INBOUND : Direction.OUTBOUND,
        peer == null ? Refusal.UNAUTHENTICATED : Refusal.DENIED);
    next.refused(inbound, peer, remote, port, reason);
  }

  @Override
  public void accepted(@Nullable SpiffeId peer, InetSocketAddress remote, InetSocketAddress local) {
    next.accepted(peer, remote, local);
  }

  @Override
  public void connected(SpiffeId peer, InetSocketAddress remote) {
    next.connected(peer, remote);
  }

  @Override
  public void sniffTimedOut(InetSocketAddress remote, int port) {
    next.sniffTimedOut(remote, port);
  }

  @Override
  public void truncated(boolean strict) {
    next.truncated(strict);
  }

  @Override
  public void fault(String where, Throwable fault) {
    next.fault(where, fault);
  }
}

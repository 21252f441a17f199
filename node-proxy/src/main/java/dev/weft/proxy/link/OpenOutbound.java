package dev.weft.proxy.link;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of the mesh that have gone out and are open. Safe for any thread. */
public final class OpenOutbound {
  private final Set<OutboundConnection> open = ConcurrentHashMap.newKeySet();

  /** Adds one until it is closed. To be called before it is checked: no change comes between. */
  void add(OutboundConnection connection) {
    open.add(connection);
    connection.channel().closeFuture().addListener(closed -> open.remove(connection));
  }

  /** Has each checked against the roots in force, on its own event loop. */
  public void recheck() {
    open.forEach(OutboundConnection::recheckSoon);
  }

  /** How many there are. */
  int size() {
    return open.size();
  }
}

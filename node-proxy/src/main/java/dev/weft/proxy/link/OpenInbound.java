package dev.weft.proxy.link;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that have come in and are open. Safe for any thread. */
public final class OpenInbound {
  private final Set<InboundConnection> open = ConcurrentHashMap.newKeySet();

  void add(InboundConnection connection) {
    open.add(connection);
  }

  void remove(InboundConnection connection) {
    open.remove(connection);
  }

  /** Has each checked against the rules in force, on its own event loop. */
  public void recheck() {
    open.forEach(InboundConnection::recheckSoon);
  }

  /** No more than {@code most} of them, each in a line for people. */
  public List<String> describe(int most) {
    return open.stream().limit(most).map(InboundConnection::describe).toList();
  }

  /** How many there are. */
  public int size() {
    return open.size();
  }
}

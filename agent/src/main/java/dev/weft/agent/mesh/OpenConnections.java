package dev.weft.agent.mesh;

import dev.weft.agent.tls.InboundSocket;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The accepted connections that are open, to be checked anew when the rules change. It keeps none
 * of them alive; there are as many as the process has descriptors.
 */
final class OpenConnections {
  private final Map<InboundSocket, Boolean> open = new WeakHashMap<>();

  void add(InboundSocket socket) {
    synchronized (open) {
      open.put(socket, Boolean.TRUE);
    }
  }

  void remove(InboundSocket socket) {
    synchronized (open) {
      open.remove(socket);
    }
  }

  /** Checks every connection against the rules in force now. */
  void recheck() {
    InboundSocket[] sockets;
    synchronized (open) {
      sockets = open.keySet().toArray(new InboundSocket[0]);
    }
    for (InboundSocket socket : sockets) {
      // A weak map may hand out null for a key that went away meanwhile.
      if (socket != null) {
        socket.recheck();
      }
    }
  }
}

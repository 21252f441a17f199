package dev.weft.agent.mesh;

import dev.weft.enforcer.rules.Destination;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The addresses of the mesh that the program has connected to, the last {@link #MOST} of them; and
 * what becomes of such connections while the agent is leaving. Thread-safe.
 */
final class TakenDestinations {
  /** How many are remembered. */
  static final int MOST = 1024;

  /** The longest unused first. Guarded by itself. */
  private final Map<InetSocketAddress, Boolean> taken = new LinkedHashMap<>(16, 0.75f, true);

  private volatile boolean leaving;

  /** Connections to the mesh are made without it from now on, or with it again. */
  void leaving(boolean now) {
    leaving = now;
  }

  /** The program connects to {@code address}, where {@code found} is; what it is treated as. */
  Destination taken(InetSocketAddress address, Destination found) {
    if (!(found instanceof Destination.Meshed meshed)) {
      return found;
    }
    if (leaving) {
      return meshed.strict()
          ? new Destination.Forbidden(
              address + " is STRICT, and the agent is being taken out of this process")
          : Destination.OUTSIDE;
    }
    synchronized (taken) {
      taken.put(address, Boolean.TRUE);
      if (taken.size() > MOST) {
        taken.remove(taken.keySet().iterator().next());
      }
    }
    return found;
  }

  /** Those that are remembered. */
  Set<InetSocketAddress> all() {
    synchronized (taken) {
      return Set.copyOf(taken.keySet());
    }
  }
}

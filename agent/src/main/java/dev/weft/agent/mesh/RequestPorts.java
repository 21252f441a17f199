package dev.weft.agent.mesh;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The ports on which a server library takes connections whose requests are judged, for the status
 * of policies. Any thread; a port that is known costs one look-up.
 */
final class RequestPorts {
  /** As many as a lease may have. */
  private static final int MOST = 512;

  private final Consumer<Set<Integer>> listener;
  private volatile Set<Integer> ports = Set.of();

  /** {@code listener} is told all of them whenever one is added or removed. */
  RequestPorts(Consumer<Set<Integer>> listener) {
    this.listener = listener;
  }

  void add(int port) {
    if (!ports.contains(port)) {
      change(port, true);
    }
  }

  /** Nothing listens there any more. */
  void remove(int port) {
    if (ports.contains(port)) {
      change(port, false);
    }
  }

  private synchronized void change(int port, boolean judged) {
    Set<Integer> next = new TreeSet<>(ports);
    boolean changed = judged ? next.size() < MOST && next.add(port) : next.remove(port);
    if (changed) {
      ports = Set.copyOf(next);
      listener.accept(ports);
    }
  }
}

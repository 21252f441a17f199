package dev.weft.core.control;

import dev.weft.core.identity.PodName;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;

/**
 * A pod that a node's proxy is to serve.
 *
 * @param pod its name
 * @param addresses its own addresses; none when it is in its node's network
 * @param ports the TCP ports that it declares
 * @param labels its labels
 */
public record NodePod(
    PodName pod, Set<InetAddress> addresses, Set<Integer> ports, Map<String, String> labels) {
  /** Takes copies. */
  public NodePod {
    addresses = Set.copyOf(addresses);
    ports = Set.copyOf(ports);
    labels = Map.copyOf(labels);
  }
}

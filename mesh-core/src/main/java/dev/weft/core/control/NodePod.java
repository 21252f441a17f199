package dev.weft.core.control;

import dev.weft.core.identity.PodName;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pod that a node's proxy is to serve.
 *
 * @param pod its name
 * @param addresses its own addresses; none when it is in its node's network
 * @param ports the TCP ports that it declares, and what is spoken there: {@code auto} where that is
 *     not declared, {@code tcp}, {@code http} or {@code http2}
 * @param labels its labels
 */
public record NodePod(
    PodName pod,
    Set<InetAddress> addresses,
    Map<Integer, String> ports,
    Map<String, String> labels) {
  private static final List<String> PROTOCOLS = List.of("auto", "tcp", "http", "http2");

  /**
   * Takes copies.
   *
   * @throws IllegalArgumentException when what is spoken at a port is none of that
   */
  public NodePod {
    addresses = Set.copyOf(addresses);
    ports = Map.copyOf(ports);
    for (String spoken : ports.values()) {
      if (!PROTOCOLS.contains(spoken)) {
        throw new IllegalArgumentException(
            "ports: " + spoken + " (expected: one of " + PROTOCOLS + ")");
      }
    }
    labels = Map.copyOf(labels);
  }
}

package dev.weft.server.directory;

import dev.weft.core.policy.IpAddress;
import dev.weft.core.policy.IpBlock;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which networks of pods lie behind which node: a node's proxy may register the addresses in them.
 * Immutable.
 */
public final class NodeNetworks {
  /** No node has any. */
  public static final NodeNetworks NONE = new NodeNetworks(Map.of());

  private final Map<InetAddress, List<IpBlock>> byNode;

  private NodeNetworks(Map<InetAddress, List<IpBlock>> byNode) {
    this.byNode = byNode;
  }

  /**
   * Reads {@code <address of a node>=<network>}, several with commas.
   *
   * @throws IllegalArgumentException when {@code text} is something else; fit for people
   */
  public static NodeNetworks parse(String text) {
    Map<InetAddress, List<IpBlock>> byNode = new HashMap<>();
    for (String pair : text.split(",", -1)) {
      String[] sides = pair.strip().split("=", -1);
      if (sides.length != 2) {
        throw new IllegalArgumentException(
            pair.strip()
                + " (expected: <address of a node>=<network>, such as 10.0.0.5=10.1.5.0/24)");
      }
      IpBlock network = IpBlock.parse(sides[1]);
      if (network == null) {
        throw new IllegalArgumentException(
            sides[1] + " (expected: a network, such as 10.1.5.0/24)");
      }
      byNode.computeIfAbsent(Addresses.parse(sides[0]), node -> new ArrayList<>()).add(network);
    }
    return new NodeNetworks(Map.copyOf(byNode));
  }

  /** Whether {@code address} is in a network behind {@code node}. */
  boolean isBehind(InetAddress address, InetAddress node) {
    IpAddress candidate = IpAddress.of(address);
    return byNode.getOrDefault(node, List.of()).stream().anyMatch(it -> it.contains(candidate));
  }
}

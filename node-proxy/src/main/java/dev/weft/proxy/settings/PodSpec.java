package dev.weft.proxy.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pod of this node, whose connections are captured.
 *
 * @param addresses its own, IPv4 and IPv6; one at least
 * @param ports where its program listens, and what it speaks there. They are announced to the mesh;
 *     other ports take what mode and policies let them take in plaintext
 * @param netns where its network namespace is found; null where nobody says so, and only the node's
 *     rules can capture it
 */
public record PodSpec(
    Set<InetAddress> addresses, Map<Integer, AppProtocol> ports, @Nullable Netns netns)
    implements CaptureSpec {
  /** Takes copies. */
  public PodSpec {
    addresses = Set.copyOf(addresses);
    ports = Map.copyOf(ports);
  }

  /** Where the mesh can meet it. */
  public List<InetSocketAddress> places() {
    List<InetSocketAddress> places = new ArrayList<>();
    for (InetAddress address : addresses) {
      ports.keySet().forEach(port -> places.add(new InetSocketAddress(address, port)));
    }
    return places;
  }
}

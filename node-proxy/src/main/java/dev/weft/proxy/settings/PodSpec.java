package dev.weft.proxy.settings;

import java.net.InetAddress;
import java.util.Map;
import java.util.Set;

/**
 * A pod of this node, whose connections are captured.
 *
 * @param addresses its own, IPv4 and IPv6; one at least
 * @param ports where its program listens, and what it speaks there. They are announced to the mesh;
 *     other ports take what mode and policies let them take in plaintext
 */
public record PodSpec(Set<InetAddress> addresses, Map<Integer, AppProtocol> ports)
    implements CaptureSpec {
  /** Takes copies. */
  public PodSpec {
    addresses = Set.copyOf(addresses);
    ports = Map.copyOf(ports);
  }
}

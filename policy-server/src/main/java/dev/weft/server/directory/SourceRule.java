package dev.weft.server.directory;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.function.Predicate;

/**
 * Who may register an address: he who connects from it. From the loopback interface, he may
 * register the addresses of the server's own machine, and from a node those of the pods in its
 * networks. Loopback and link-local addresses take nothing from anybody else and are always
 * accepted.
 */
public final class SourceRule {
  private final Predicate<InetAddress> ownAddress;
  private final NodeNetworks nodes;

  /** The rule with {@code ownAddress} telling which addresses this machine has. */
  public SourceRule(Predicate<InetAddress> ownAddress, NodeNetworks nodes) {
    this.ownAddress = ownAddress;
    this.nodes = nodes;
  }

  /** The rule for the machine on which this runs. */
  public static SourceRule ofThisMachine(NodeNetworks nodes) {
    return new SourceRule(SourceRule::isOnThisMachine, nodes);
  }

  boolean accepts(InetAddress address, InetAddress source) {
    if (Addresses.isLocal(address)) {
      return true;
    }
    InetAddress plainSource = Addresses.plain(source);
    return address.equals(plainSource)
        || (plainSource.isLoopbackAddress() && ownAddress.test(address))
        || nodes.isBehind(address, plainSource);
  }

  private static boolean isOnThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}

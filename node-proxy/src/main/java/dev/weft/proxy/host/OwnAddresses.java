package dev.weft.proxy.host;

import dev.weft.core.directory.IpLiteral;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.HashSet;
import java.util.Set;

/** The addresses of this machine by which others reach it, as of the last look. Thread-safe. */
final class OwnAddresses {
  private volatile Set<InetAddress> known = Set.of();

  /** Looks again. */
  void refresh() throws IOException {
    Set<InetAddress> found = new HashSet<>();
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(it -> !it.isLoopbackAddress() && !it.isLinkLocalAddress())
        .map(IpLiteral::normalise)
        .forEach(found::add);
    known = Set.copyOf(found);
  }

  Set<InetAddress> all() {
    return known;
  }

  boolean contains(InetAddress address) {
    return known.contains(IpLiteral.normalise(address));
  }
}

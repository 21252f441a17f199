package dev.weft.core.control;

import dev.weft.core.directory.IpLiteral;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The addresses of this network namespace that others can reach it by. */
final class LocalAddresses {
  private static final int MAX = 64;

  private LocalAddresses() {}

  /** Every address but the two that a wildcard lease stands for anyway. */
  static List<InetAddress> read() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(IpLiteral::normalise)
          .filter(address -> !IpLiteral.LOOPBACK.contains(address))
          .limit(MAX)
          .toList();
    } catch (SocketException e) {
      return List.of();
    }
  }
}

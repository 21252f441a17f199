package dev.weft.core.control;

import dev.weft.core.directory.IpLiteral;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address and a port, in the form in which the policy server names them.
 *
 * @param address normalised
 * @param port the port
 */
record Place(InetAddress address, int port) {
  Place {
    address = IpLiteral.normalise(address);
  }

  /**
   * The place of {@code socket}.
   *
   * @throws IllegalArgumentException when it is unresolved
   */
  static Place of(InetSocketAddress socket) {
    if (socket.isUnresolved()) {
      throw new IllegalArgumentException("address: unresolved (expected: an IP address)");
    }
    return new Place(socket.getAddress(), socket.getPort());
  }

  // By hand: the first generated equals of a JVM costs its start some 20 ms of method handles.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Place place && place.port == port && place.address.equals(address);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + port;
  }

  /** The address as it stands in a message. */
  String addressText() {
    return IpLiteral.text(address);
  }
}

package dev.weft.proxy.route;

import dev.weft.enforcer.rules.Destination;
import java.net.InetSocketAddress;

/** The way to a destination. */
public sealed interface Route {
  /** Where to connect; not to be asked of a refusal. */
  InetSocketAddress address();

  /**
   * To workloads of the mesh, in mutual TLS.
   *
   * @param destination who may answer there
   */
  record Mesh(InetSocketAddress address, Destination.Meshed destination) implements Route {}

  /** To where the mesh is not: bytes go as they are. */
  record Outside(InetSocketAddress address) implements Route {}

  /**
   * To nowhere.
   *
   * @param reason why, for people
   */
  record Refused(String reason) implements Route {
    @Override
    public InetSocketAddress address() {
      throw new IllegalStateException("no address: " + reason);
    }
  }
}

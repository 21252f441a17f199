package dev.weft.core.directory;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import java.net.InetAddress;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One place where workloads of the mesh listen.
 *
 * @param address the address, normalised as {@link IpLiteral#normalise} has it
 * @param port the port, 1 to 65535
 * @param principals who may answer there; never empty
 * @param mode what the listener accepts; in the mesh, mutual TLS is used unless it is DISABLE
 */
public record DirectoryEndpoint(
    InetAddress address, int port, Set<SpiffeId> principals, MutualTlsMode mode) {
  public DirectoryEndpoint {
    address = IpLiteral.normalise(address);
    principals = Set.copyOf(principals);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
    if (principals.isEmpty()) {
      throw new IllegalArgumentException("principals: [] (expected: one at least)");
    }
  }

  /**
   * This endpoint and {@code other}, which is at the same place, as one: either's principals may
   * answer, and the stronger mode holds.
   */
  DirectoryEndpoint and(DirectoryEndpoint other) {
    Set<SpiffeId> both =
        Stream.concat(principals.stream(), other.principals.stream()).collect(Collectors.toSet());
    // The enum has the strongest first.
    MutualTlsMode stronger = mode.compareTo(other.mode) <= 0 ? mode : other.mode;
    return new DirectoryEndpoint(address, port, both, stronger);
  }
}

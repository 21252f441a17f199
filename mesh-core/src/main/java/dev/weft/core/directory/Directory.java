package dev.weft.core.directory;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every endpoint that the policy server told this workload of, as of one revision. Immutable, and
 * safe for any thread.
 */
public final class Directory {
  /** The directory that knows nobody. */
  public static final Directory EMPTY = new Directory(List.of());

  // The values are Optionals, so that a look-up makes no object beside its key.
  private final Map<Place, Optional<DirectoryEndpoint>> endpoints;

  /** A directory of {@code entries}; several for one place count as one. */
  public Directory(Collection<DirectoryEndpoint> entries) {
    Map<Place, DirectoryEndpoint> merged = new HashMap<>();
    for (DirectoryEndpoint entry : entries) {
      merged.merge(new Place(entry.address(), entry.port()), entry, DirectoryEndpoint::and);
    }
    Map<Place, Optional<DirectoryEndpoint>> values = new HashMap<>();
    merged.forEach((place, endpoint) -> values.put(place, Optional.of(endpoint)));
    endpoints = Map.copyOf(values);
  }

  /**
   * The endpoint at {@code address} and {@code port}, in constant time. An IPv4-mapped IPv6 address
   * means the IPv4 address, a wildcard means loopback, and a scope id is left aside.
   */
  public Optional<DirectoryEndpoint> find(InetAddress address, int port) {
    Optional<DirectoryEndpoint> found = endpoints.get(new Place(address, port));
    if (found != null) {
      return found;
    }
    if (address.isAnyLocalAddress()) {
      return found(new Place(IpLiteral.loopbackFor(address), port));
    }
    if (IpLiteral.mayBeMapped(address)) {
      return found(new Place(IpLiteral.normalise(address), port));
    }
    return Optional.empty();
  }

  /** Every endpoint, one per place, in no order. */
  public List<DirectoryEndpoint> endpoints() {
    return endpoints.values().stream().flatMap(Optional::stream).toList();
  }

  private Optional<DirectoryEndpoint> found(Place place) {
    Optional<DirectoryEndpoint> found = endpoints.get(place);
    return found == null ? Optional.empty() : found;
  }

  @Override
  public String toString() {
    return "Directory[" + endpoints.size() + " endpoints]";
  }

  /** An InetAddress compares by its bytes alone: neither host name nor scope id count. */
  private record Place(InetAddress address, int port) {
    // By hand: the first generated equals of a JVM costs its start some 20 ms of method handles.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place && place.port == port && place.address.equals(address);
    }

    @Override
    public int hashCode() {
      return 31 * address.hashCode() + port;
    }
  }
}

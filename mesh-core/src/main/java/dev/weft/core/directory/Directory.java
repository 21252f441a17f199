package dev.weft.core.directory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
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

  /** The most changes that are kept beside the whole; with more, a new whole is made. */
  private static final int MAX_CHANGES = 512;

  // The values are Optionals, so that a look-up makes no object beside its key.
  private final Map<Place, Optional<DirectoryEndpoint>> whole;

  /** What differs from {@link #whole}; empty values are places that are not there any more. */
  private final Map<Place, Optional<DirectoryEndpoint>> changes;

  private final int size;

  /** A directory of {@code entries}; several for one place count as one. */
  public Directory(Collection<DirectoryEndpoint> entries) {
    this(values(entries), Map.of());
  }

  private Directory(
      Map<Place, Optional<DirectoryEndpoint>> whole,
      Map<Place, Optional<DirectoryEndpoint>> changes) {
    this.whole = whole;
    this.changes = changes;
    int count = whole.size();
    for (Map.Entry<Place, Optional<DirectoryEndpoint>> change : changes.entrySet()) {
      count += change.getValue().isPresent() ? 1 : 0;
      count -= whole.containsKey(change.getKey()) ? 1 : 0;
    }
    this.size = count;
  }

  private static Map<Place, Optional<DirectoryEndpoint>> values(
      Collection<DirectoryEndpoint> entries) {
    Map<Place, DirectoryEndpoint> merged = new HashMap<>();
    for (DirectoryEndpoint entry : entries) {
      merged.merge(new Place(entry.address(), entry.port()), entry, DirectoryEndpoint::and);
    }
    Map<Place, Optional<DirectoryEndpoint>> values = new HashMap<>();
    merged.forEach((place, endpoint) -> values.put(place, Optional.of(endpoint)));
    return values;
  }

  /**
   * This directory without {@code removed} and with {@code changed}, each of which replaces what
   * was at its place. Costs as much as what changed, and now and then as much as the whole.
   */
  public Directory with(
      Collection<DirectoryEndpoint> changed, Collection<InetSocketAddress> removed) {
    Map<Place, Optional<DirectoryEndpoint>> next = new HashMap<>(changes);
    for (InetSocketAddress place : removed) {
      next.put(
          new Place(IpLiteral.normalise(place.getAddress()), place.getPort()), Optional.empty());
    }
    next.putAll(values(changed));
    if (next.size() <= MAX_CHANGES) {
      return new Directory(whole, next);
    }
    Map<Place, Optional<DirectoryEndpoint>> merged = new HashMap<>(whole);
    merged.putAll(next);
    merged.values().removeIf(Optional::isEmpty);
    return new Directory(merged, Map.of());
  }

  /**
   * The endpoint at {@code address} and {@code port}, in constant time. An IPv4-mapped IPv6 address
   * means the IPv4 address, a wildcard means loopback, and a scope id is left aside.
   */
  public Optional<DirectoryEndpoint> find(InetAddress address, int port) {
    Optional<DirectoryEndpoint> found = at(new Place(address, port));
    if (found.isPresent()) {
      return found;
    }
    if (address.isAnyLocalAddress()) {
      return at(new Place(IpLiteral.loopbackFor(address), port));
    }
    if (IpLiteral.mayBeMapped(address)) {
      return at(new Place(IpLiteral.normalise(address), port));
    }
    return Optional.empty();
  }

  /** How many endpoints there are. */
  public int size() {
    return size;
  }

  /** Every endpoint, one per place, in no order. */
  public List<DirectoryEndpoint> endpoints() {
    Map<Place, Optional<DirectoryEndpoint>> all = new HashMap<>(whole);
    all.putAll(changes);
    return all.values().stream().flatMap(Optional::stream).toList();
  }

  private Optional<DirectoryEndpoint> at(Place place) {
    Optional<DirectoryEndpoint> found = changes.isEmpty() ? null : changes.get(place);
    if (found == null) {
      found = whole.get(place);
    }
    return found == null ? Optional.empty() : found;
  }

  @Override
  public String toString() {
    return "Directory[" + size + " endpoints]";
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

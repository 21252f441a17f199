package dev.weft.server.directory;

import dev.weft.core.json.JsonArray;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PeerAuthenticationView;
import dev.weft.core.policy.Workload;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * Who listens where, as workloads read it. Immutable; the next directory shares what did not
 * change, and costs as much as what did.
 */
public final class Directory {
  /** Sorts behind every host. */
  private static final String AFTER = "\0";

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::host).thenComparing(Place::address).thenComparing(Place::port);

  private static final Directory EMPTY = new Directory(TreePMap.empty(), TreePMap.empty(ORDER));

  private final TreePMap<LeaseName, Lease> leases;
  private final TreePMap<Place, DirectoryEntry> endpoints;

  private Directory(TreePMap<LeaseName, Lease> leases, TreePMap<Place, DirectoryEntry> endpoints) {
    this.leases = leases;
    this.endpoints = endpoints;
  }

  /** The directory of a mesh in which nobody listens. */
  public static Directory empty() {
    return EMPTY;
  }

  /** The directory of all who hold {@code leases}, at the cost of one pass. */
  public static Directory of(Collection<Lease> leases, ListenerModes modes) {
    SortedMap<LeaseName, Lease> held = new TreeMap<>();
    SortedMap<Place, DirectoryEntry> endpoints = new TreeMap<>(ORDER);
    // Most workloads of a namespace have the labels of others.
    Map<Workload, PeerAuthenticationView> views = new HashMap<>();
    for (Lease lease : leases) {
      held.put(LeaseName.of(lease), lease);
      PeerAuthenticationView view =
          views.computeIfAbsent(
              new Workload(lease.identity().namespace(), lease.labels()), modes::of);
      for (Place place : lease.places()) {
        MutualTlsMode mode = view.mode(place.port());
        endpoints.merge(
            place,
            DirectoryEntry.of(place, lease, mode),
            (known, alone) -> known.with(lease, mode));
      }
    }
    return new Directory(TreePMap.fromSortedMap(held), TreePMap.fromSortedMap(endpoints));
  }

  /**
   * The directory in which the lease of {@code instance} says what {@code after} says, or nothing
   * any more.
   *
   * @param moves is told of every place of which workloads are told something else from then on
   */
  public Directory with(
      String namespace,
      UUID instance,
      @Nullable Lease after,
      ListenerModes modes,
      DirectoryMoves moves) {
    LeaseName holder = new LeaseName(namespace, instance);
    Lease before = leases.get(holder);
    TreePMap<Place, DirectoryEntry> next = endpoints;
    Map<Place, Optional<DirectoryEntry>> touched = new TreeMap<>(ORDER);
    Set<Place> kept = after == null ? Set.of() : new HashSet<>(after.places());
    if (before != null) {
      for (Place place : before.places()) {
        DirectoryEntry known = next.get(place);
        if (known != null && !kept.contains(place)) {
          touched.putIfAbsent(place, Optional.of(known));
          next = put(next, place, known.without(before));
        }
      }
    }
    if (after != null) {
      PeerAuthenticationView view = modes.of(new Workload(namespace, after.labels()));
      for (Place place : kept) {
        DirectoryEntry known = next.get(place);
        touched.putIfAbsent(place, Optional.ofNullable(known));
        MutualTlsMode mode = view.mode(place.port());
        next =
            next.plus(
                place,
                known == null ? DirectoryEntry.of(place, after, mode) : known.with(after, mode));
      }
    }
    tell(touched, next, moves);
    return new Directory(after == null ? leases.minus(holder) : leases.plus(holder, after), next);
  }

  /**
   * The directory after a change of the modes of {@code namespace} or, when it is null, of all.
   *
   * @param moves is told of every place of which workloads are told something else from then on
   */
  public Directory withModes(
      @Nullable String namespace, ListenerModes modes, DirectoryMoves moves) {
    Collection<Lease> concerned =
        namespace == null
            ? leases.values()
            : leases
                .subMap(
                    new LeaseName(namespace, new UUID(Long.MIN_VALUE, Long.MIN_VALUE)),
                    new LeaseName(namespace + AFTER, new UUID(Long.MIN_VALUE, Long.MIN_VALUE)))
                .values();
    // Most workloads of a namespace have the labels of others.
    Map<Workload, PeerAuthenticationView> views = new HashMap<>();
    TreePMap<Place, DirectoryEntry> next = endpoints;
    Map<Place, Optional<DirectoryEntry>> touched = new TreeMap<>(ORDER);
    for (Lease lease : concerned) {
      PeerAuthenticationView view =
          views.computeIfAbsent(
              new Workload(lease.identity().namespace(), lease.labels()), modes::of);
      for (Place place : lease.places()) {
        DirectoryEntry known = next.get(place);
        if (known != null) {
          DirectoryEntry now = known.with(lease, view.mode(place.port()));
          if (now != known) {
            touched.putIfAbsent(place, Optional.of(known));
            next = next.plus(place, now);
          }
        }
      }
    }
    tell(touched, next, moves);
    return new Directory(leases, next);
  }

  private static TreePMap<Place, DirectoryEntry> put(
      TreePMap<Place, DirectoryEntry> endpoints, Place place, List<DirectoryEntry> left) {
    return left.isEmpty() ? endpoints.minus(place) : endpoints.plus(place, left.get(0));
  }

  private static void tell(
      Map<Place, Optional<DirectoryEntry>> before,
      TreePMap<Place, DirectoryEntry> after,
      DirectoryMoves moves) {
    before.forEach(
        (place, was) -> {
          DirectoryEntry is = after.get(place);
          boolean same = was.isPresent() ? is != null && was.get().saysTheSameAs(is) : is == null;
          if (!same) {
            moves.moved(place, was.orElse(null), is);
          }
        });
  }

  /**
   * What only workloads on {@code host} see; for the empty host, what all of them see. Ordered by
   * address and port.
   */
  public Collection<DirectoryEntry> of(String host) {
    return endpoints.subMap(new Place(host, "", 0), new Place(host + AFTER, "", 0)).values();
  }

  /** Every endpoint. */
  public Collection<DirectoryEntry> all() {
    return endpoints.values();
  }

  /** What is told of {@code place}, or null when nobody listens there. */
  public @Nullable DirectoryEntry get(Place place) {
    return endpoints.get(place);
  }

  /** What listens at {@code place}, as JSON; empty when that is outside the mesh. */
  public JsonArray at(Place place) {
    DirectoryEntry endpoint = endpoints.get(place);
    return new JsonArray(endpoint == null ? List.of() : List.of(endpoint.object()));
  }
}

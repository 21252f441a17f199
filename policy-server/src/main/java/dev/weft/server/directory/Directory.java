package dev.weft.server.directory;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.MutualTlsMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Who listens where, as workloads read it. Immutable. */
public final class Directory {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::host).thenComparing(Place::address).thenComparing(Place::port);

  private final Map<Place, Entry> byPlace;
  private final Map<String, List<Entry>> byHost;

  private Directory(Map<Place, Entry> byPlace, Map<String, List<Entry>> byHost) {
    this.byPlace = byPlace;
    this.byHost = byHost;
  }

  /** The directory that follows from {@code leases}. */
  public static Directory build(Collection<Lease> leases, ListenerModes modes) {
    Map<Place, Entry> byPlace = new HashMap<>();
    for (Lease lease : leases) {
      for (Place place : lease.places()) {
        Entry entry =
            new Entry(
                place.address(),
                place.port(),
                List.of(lease.identity().toString()),
                modes.of(lease.identity().namespace(), lease.labels(), place.port()));
        byPlace.merge(place, entry, Entry::and);
      }
    }
    Map<String, List<Entry>> byHost = new HashMap<>();
    byPlace.keySet().stream()
        .sorted(ORDER)
        .forEach(
            place ->
                byHost
                    .computeIfAbsent(place.host(), host -> new ArrayList<>())
                    .add(Optional.ofNullable(byPlace.get(place)).orElseThrow()));
    return new Directory(Map.copyOf(byPlace), Map.copyOf(byHost));
  }

  /** What a workload on {@code host} may see. */
  public JsonArray visibleTo(String host) {
    List<JsonValue> entries = new ArrayList<>();
    byHost.getOrDefault("", List.of()).forEach(it -> entries.add(it.json()));
    if (!host.isEmpty()) {
      byHost.getOrDefault(host, List.of()).forEach(it -> entries.add(it.json()));
    }
    return new JsonArray(entries);
  }

  /** What listens at {@code place}; empty when that is outside the mesh. */
  public JsonArray at(Place place) {
    Entry entry = byPlace.get(place);
    return new JsonArray(entry == null ? List.of() : List.of(entry.json()));
  }

  private record Entry(String address, int port, List<String> principals, MutualTlsMode mode) {
    /** Both, with the stricter mode: several processes may share one place. */
    Entry and(Entry other) {
      TreeSet<String> all = new TreeSet<>(principals);
      all.addAll(other.principals());
      MutualTlsMode stricter = mode.compareTo(other.mode()) <= 0 ? mode : other.mode();
      return new Entry(address, port, List.copyOf(all), stricter);
    }

    JsonValue json() {
      return JsonObject.builder()
          .put("address", address)
          .put("port", port)
          .put("principals", JsonArray.ofStrings(principals))
          .put("mode", mode.name())
          .build();
    }
  }
}

package dev.weft.server.directory;

import dev.weft.core.identity.SpiffeId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The leases by instance, by place and by identity. Safe for use by many threads. */
final class LeaseIndex {
  private final Map<UUID, Lease> byInstance = new LinkedHashMap<>();
  private final Map<Place, Map<UUID, SpiffeId>> byPlace = new HashMap<>();
  private final Map<SpiffeId, Integer> count = new HashMap<>();

  synchronized @Nullable Lease get(UUID instance) {
    return byInstance.get(instance);
  }

  synchronized List<Lease> all() {
    return List.copyOf(byInstance.values());
  }

  synchronized int size() {
    return byInstance.size();
  }

  synchronized int sizeOf(SpiffeId identity) {
    return count.getOrDefault(identity, 0);
  }

  /** Whose place that is, if it is anybody's; several processes of one identity may share it. */
  synchronized Optional<SpiffeId> owner(Place place) {
    return Optional.ofNullable(byPlace.get(place)).map(it -> it.values().iterator().next());
  }

  /** Takes {@code before} out and {@code after} in. */
  synchronized void change(@Nullable Lease before, @Nullable Lease after) {
    if (before != null) {
      byInstance.remove(before.instance());
      count.computeIfPresent(before.identity(), (it, n) -> n == 1 ? null : n - 1);
      for (Place place : before.places()) {
        byPlace.computeIfPresent(place, (it, holders) -> without(holders, before.instance()));
      }
    }
    if (after != null) {
      byInstance.put(after.instance(), after);
      count.merge(after.identity(), 1, Integer::sum);
      for (Place place : after.places()) {
        byPlace
            .computeIfAbsent(place, it -> new LinkedHashMap<>())
            .put(after.instance(), after.identity());
      }
    }
  }

  private static @Nullable Map<UUID, SpiffeId> without(Map<UUID, SpiffeId> holders, UUID gone) {
    holders.remove(gone);
    return holders.isEmpty() ? null : holders;
  }
}

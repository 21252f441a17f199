package dev.weft.server.status;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The workloads by namespace and by label. Not thread-safe. */
final class EnforcerIndex {
  private final Map<UUID, Enforcer> all = new HashMap<>();
  private final Map<String, Map<UUID, Enforcer>> byNamespace = new HashMap<>();
  private final Map<Label, Map<UUID, Enforcer>> byLabel = new HashMap<>();

  Collection<Enforcer> all() {
    return all.values();
  }

  @Nullable Enforcer get(UUID instance) {
    return all.get(instance);
  }

  /** Puts {@code enforcer} in the place of the one of the same instance. */
  void put(Enforcer enforcer) {
    remove(enforcer.instance());
    all.put(enforcer.instance(), enforcer);
    add(byNamespace, enforcer.namespace(), enforcer);
    enforcer
        .labels()
        .forEach(
            (name, value) -> {
              add(byLabel, new Label(enforcer.namespace(), name, value), enforcer);
              add(byLabel, new Label(Scope.EVERYWHERE, name, value), enforcer);
            });
  }

  void remove(UUID instance) {
    Enforcer gone = all.remove(instance);
    if (gone == null) {
      return;
    }
    drop(byNamespace, gone.namespace(), instance);
    gone.labels()
        .forEach(
            (name, value) -> {
              drop(byLabel, new Label(gone.namespace(), name, value), instance);
              drop(byLabel, new Label(Scope.EVERYWHERE, name, value), instance);
            });
  }

  /** The workloads of {@code scope}; only those with its rarest label are looked at. */
  List<Enforcer> in(Scope scope) {
    Map<UUID, Enforcer> fewest =
        scope.namespace().equals(Scope.EVERYWHERE)
            ? all
            : byNamespace.getOrDefault(scope.namespace(), Map.of());
    for (Map.Entry<String, String> label : scope.labels().entrySet()) {
      Map<UUID, Enforcer> carriers =
          byLabel.getOrDefault(
              new Label(scope.namespace(), label.getKey(), label.getValue()), Map.of());
      if (carriers.size() < fewest.size()) {
        fewest = carriers;
      }
    }
    return fewest.values().stream().filter(it -> scope.selects(it.labels())).toList();
  }

  private static <K> void add(Map<K, Map<UUID, Enforcer>> index, K key, Enforcer enforcer) {
    index.computeIfAbsent(key, it -> new HashMap<>()).put(enforcer.instance(), enforcer);
  }

  private static <K> void drop(Map<K, Map<UUID, Enforcer>> index, K key, UUID instance) {
    index.computeIfPresent(
        key,
        (it, found) -> {
          found.remove(instance);
          return found.isEmpty() ? null : found;
        });
  }
}

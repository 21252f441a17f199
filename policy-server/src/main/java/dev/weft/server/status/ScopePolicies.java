package dev.weft.server.status;

import dev.weft.server.store.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The policies that are for the same workloads, and which of them are to be judged again. */
final class ScopePolicies {
  private final Optional<Scope> scope;
  private final Map<ResourceKey, PolicyFacts> policies = new HashMap<>();

  /** By version, which no two changes share, so that what a workload passes by is found at once. */
  private final NavigableMap<Long, ResourceKey> byVersion = new TreeMap<>();

  private final Set<ResourceKey> due = new HashSet<>();

  ScopePolicies(Optional<Scope> scope) {
    this.scope = scope;
  }

  Optional<Scope> scope() {
    return scope;
  }

  void put(PolicyFacts facts) {
    policies.put(facts.key(), facts);
    byVersion.put(facts.version(), facts.key());
  }

  void remove(PolicyFacts facts) {
    policies.remove(facts.key());
    byVersion.remove(facts.version());
    due.remove(facts.key());
  }

  boolean isEmpty() {
    return policies.isEmpty();
  }

  void due(ResourceKey key) {
    due.add(key);
  }

  void allDue() {
    due.addAll(policies.keySet());
  }

  /** Lets those be judged again that a workload passes on its way between two revisions. */
  void dueBetween(long one, long other) {
    due.addAll(byVersion.subMap(Math.min(one, other), false, Math.max(one, other), true).values());
  }

  boolean isDue() {
    return !due.isEmpty();
  }

  List<PolicyFacts> takeDue(int most) {
    List<PolicyFacts> taken = new ArrayList<>();
    for (ResourceKey key : List.copyOf(due)) {
      if (taken.size() == most) {
        break;
      }
      due.remove(key);
      PolicyFacts facts = policies.get(key);
      if (facts != null) {
        taken.add(facts);
      }
    }
    return taken;
  }

  /** The policy that counts in the place of {@code facts}, if one does. */
  Optional<PolicyFacts> overriding(PolicyFacts facts) {
    return facts.canOverride()
        ? policies.values().stream().filter(facts::isOverriddenBy).findAny()
        : Optional.empty();
  }
}

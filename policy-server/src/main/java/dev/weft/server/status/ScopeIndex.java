package dev.weft.server.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The scopes that policies have, found by the workloads in them. Not thread-safe. */
final class ScopeIndex {
  private final Map<Optional<Scope>, ScopePolicies> all = new HashMap<>();

  /** Scopes with labels, by the first of these. */
  private final Map<Label, Set<ScopePolicies>> byLabel = new HashMap<>();

  Collection<ScopePolicies> all() {
    return all.values();
  }

  void add(PolicyFacts facts) {
    ScopePolicies policies =
        all.computeIfAbsent(
            facts.scope(),
            scope -> {
              ScopePolicies made = new ScopePolicies(scope);
              firstLabel(scope)
                  .ifPresent(
                      it -> byLabel.computeIfAbsent(it, key -> new LinkedHashSet<>()).add(made));
              return made;
            });
    policies.put(facts);
    dueWith(policies, facts);
  }

  void remove(PolicyFacts facts) {
    ScopePolicies policies = all.get(facts.scope());
    if (policies == null) {
      return;
    }
    policies.remove(facts);
    dueWith(policies, facts);
    if (policies.isEmpty()) {
      all.remove(facts.scope());
      firstLabel(facts.scope())
          .ifPresent(
              label ->
                  byLabel.computeIfPresent(
                      label,
                      (it, scopes) -> {
                        scopes.remove(policies);
                        return scopes.isEmpty() ? null : scopes;
                      }));
    }
  }

  /** Lets {@code facts} be judged again. */
  void due(PolicyFacts facts) {
    ScopePolicies policies = all.get(facts.scope());
    if (policies != null) {
      policies.due(facts.key());
    }
  }

  /** The scopes that {@code enforcer} is in. */
  List<ScopePolicies> of(Enforcer enforcer) {
    List<ScopePolicies> found = new ArrayList<>();
    for (String namespace : List.of(enforcer.namespace(), Scope.EVERYWHERE)) {
      ScopePolicies whole = all.get(Optional.of(new Scope(namespace, Map.of())));
      if (whole != null) {
        found.add(whole);
      }
      enforcer
          .labels()
          .forEach(
              (name, value) -> {
                for (ScopePolicies each :
                    byLabel.getOrDefault(new Label(namespace, name, value), Set.of())) {
                  if (each.scope().filter(it -> it.selects(enforcer.labels())).isPresent()) {
                    found.add(each);
                  }
                }
              });
    }
    return found;
  }

  /** One policy that comes or goes may change which of the others count. */
  private static void dueWith(ScopePolicies policies, PolicyFacts facts) {
    if (facts.canOverride()) {
      policies.allDue();
    } else {
      policies.due(facts.key());
    }
  }

  private static Optional<Label> firstLabel(Optional<Scope> scope) {
    return scope.flatMap(
        it ->
            it.labels().entrySet().stream()
                .findFirst()
                .map(label -> new Label(it.namespace(), label.getKey(), label.getValue())));
  }
}

package dev.weft.server.status;

import dev.weft.server.directory.Heartbeat;
import dev.weft.server.directory.Heartbeats;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Policies, workloads and what these said, kept so that a change costs what it concerns and no
 * more. Bounded by what is stored. Not thread-safe.
 */
final class EnforcementView {
  private final String rootNamespace;
  private final Map<ResourceKey, PolicyFacts> policies = new HashMap<>();
  private final Map<String, ResourceKey> byReference = new HashMap<>();
  private final ScopeIndex scopes = new ScopeIndex();
  private final EnforcerIndex enforcers = new EnforcerIndex();
  private final Refusals refusals = new Refusals();

  EnforcementView(String rootNamespace) {
    this.rootNamespace = rootNamespace;
  }

  /**
   * Takes in a policy as it is stored; null when it is gone.
   *
   * @return whether its content is another than before
   */
  boolean policy(ResourceKey key, @Nullable Resource stored) {
    PolicyFacts before = policies.get(key);
    if (before != null && stored != null && before.version() == stored.contentVersion()) {
      return false;
    }
    if (before != null) {
      policies.remove(key);
      byReference.remove(before.reference());
      scopes.remove(before);
    }
    if (stored != null) {
      PolicyFacts facts = PolicyFacts.of(stored, rootNamespace);
      policies.put(key, facts);
      byReference.put(facts.reference(), key);
      scopes.add(facts);
    }
    return true;
  }

  /** Takes in a workload as it is stored; null when it is gone. */
  void workload(ResourceKey key, @Nullable Resource stored) {
    UUID instance = UUID.fromString(key.name());
    Enforcer before = enforcers.get(instance);
    Enforcer after = stored == null ? null : Enforcer.of(stored);
    if (before != null && after != null) {
      after = after.saying(before.said());
      if (after.equals(before)) {
        return;
      }
    }
    refusals.change(before, after).forEach(this::dueByReference);
    if (before != null) {
      scopes.of(before).forEach(ScopePolicies::allDue);
      enforcers.remove(instance);
    }
    if (after != null) {
      scopes.of(after).forEach(ScopePolicies::allDue);
      enforcers.put(after);
    }
  }

  /** Takes in what the workloads said. */
  void hear(Heartbeats heartbeats) {
    for (Enforcer before : List.copyOf(enforcers.all())) {
      Optional<Heartbeat> said = heartbeats.of(before.instance());
      if (!said.equals(before.said())) {
        Enforcer after = before.saying(said);
        enforcers.put(after);
        refusals.change(before, after).forEach(this::dueByReference);
        for (ScopePolicies scope : scopes.of(after)) {
          if (before.said().isEmpty() || before.seesRequests() != after.seesRequests()) {
            scope.allDue();
          } else {
            scope.dueBetween(before.applied(), after.applied());
          }
        }
      }
    }
  }

  /** Lets a policy be judged again. */
  void due(ResourceKey key) {
    PolicyFacts facts = policies.get(key);
    if (facts != null) {
      scopes.due(facts);
    }
  }

  private void dueByReference(String reference) {
    ResourceKey key = byReference.get(reference);
    if (key != null) {
      due(key);
    }
  }

  /**
   * Judges the policies of which something has changed. Those for workloads that have not been
   * heard from wait: they are heard from soon, or their leases end.
   *
   * @param most how many
   * @param enough whether to leave the rest for the next time
   */
  List<Judgement> judge(int most, BooleanSupplier enough) {
    List<Judgement> judged = new ArrayList<>();
    for (ScopePolicies each : scopes.all()) {
      if (judged.size() >= most || enough.getAsBoolean()) {
        break;
      }
      if (each.isDue()) {
        Selection selected = new Selection(each.scope().map(enforcers::in).orElse(List.of()));
        if (!selected.isIncomplete()) {
          for (PolicyFacts facts : each.takeDue(most - judged.size())) {
            judged.add(Judgement.of(facts, selected, refusals, each.overriding(facts)));
          }
        }
      }
    }
    return judged;
  }
}

package dev.weft.server.status;

import dev.weft.server.directory.LeaseRequest.RefusedPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who refuses which policy, and why. Not thread-safe. */
final class Refusals {
  private final Map<String, Map<UUID, Refusal>> byPolicy = new HashMap<>();

  private record Refusal(Enforcer who, String why) {}

  /**
   * Takes in what one workload refuses.
   *
   * @return the policies of which it says something else than before
   */
  Set<String> change(@Nullable Enforcer before, @Nullable Enforcer after) {
    Map<String, String> old = refused(before);
    Map<String, String> now = refused(after);
    if (old.isEmpty() && now.isEmpty()) {
      return Set.of();
    }
    Set<String> changed = new HashSet<>();
    old.forEach(
        (policy, why) -> {
          if (before != null && !why.equals(now.get(policy))) {
            changed.add(policy);
            remove(policy, before.instance());
          }
        });
    now.forEach(
        (policy, why) -> {
          if (after != null) {
            if (!why.equals(old.get(policy))) {
              changed.add(policy);
            }
            byPolicy
                .computeIfAbsent(policy, it -> new HashMap<>())
                .put(after.instance(), new Refusal(after, why));
          }
        });
    return changed;
  }

  int count(String policy) {
    return byPolicy.getOrDefault(policy, Map.of()).size();
  }

  /** Some of those who refuse {@code policy}, and why. */
  List<String> some(String policy) {
    return byPolicy.getOrDefault(policy, Map.of()).values().stream()
        .sorted(Comparator.comparing(it -> it.who().instance()))
        .limit(Listing.most())
        .map(it -> it.who().describe() + ": " + it.why())
        .toList();
  }

  private void remove(String policy, UUID instance) {
    byPolicy.computeIfPresent(
        policy,
        (it, found) -> {
          found.remove(instance);
          return found.isEmpty() ? null : found;
        });
  }

  private static Map<String, String> refused(@Nullable Enforcer enforcer) {
    Map<String, String> refused = new HashMap<>();
    if (enforcer != null && enforcer.said().isPresent()) {
      List<RefusedPolicy> listed = new ArrayList<>(enforcer.said().get().refused());
      listed.forEach(it -> refused.put(it.policy(), it.why()));
    }
    return refused;
  }
}

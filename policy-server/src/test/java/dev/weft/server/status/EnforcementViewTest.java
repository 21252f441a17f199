package dev.weft.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.directory.Heartbeat;
import dev.weft.server.directory.LeaseRequest.RefusedPolicy;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept from change to change says the same as what is made from the whole at once. */
class EnforcementViewTest {
  private static final String ROOT = "istio-system";
  private static final List<String> NAMESPACES = List.of("a", "b", ROOT);

  private final Map<ResourceKey, Resource> policies = new TreeMap<>();
  private final Map<ResourceKey, Resource> workloads = new TreeMap<>();
  private final Map<UUID, Heartbeat> heartbeats = new HashMap<>();
  private final Map<ResourceKey, PolicyStatus> kept = new TreeMap<>();
  private final EnforcementView view = new EnforcementView(ROOT);
  private long revision;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void judge_randomChanges_sameAsFromScratch(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 300; step++) {
      changeSomething(random);
      if (random.nextInt(4) == 0) {
        judgeIncrementally();
        assertThat(kept).as("seed %d, step %d", seed, step).isEqualTo(fromScratch());
      }
    }
  }

  private void judgeIncrementally() {
    view.hear(instance -> Optional.ofNullable(heartbeats.get(instance)));
    for (Judgement each : view.judge(Integer.MAX_VALUE, () -> false)) {
      kept.put(each.facts().key(), comparable(each.status()));
    }
    kept.keySet().retainAll(policies.keySet());
  }

  private Map<ResourceKey, PolicyStatus> fromScratch() {
    EnforcementView fresh = new EnforcementView(ROOT);
    policies.forEach(fresh::policy);
    workloads.forEach(fresh::workload);
    fresh.hear(instance -> Optional.ofNullable(heartbeats.get(instance)));
    Map<ResourceKey, PolicyStatus> found = new TreeMap<>();
    for (Judgement each : fresh.judge(Integer.MAX_VALUE, () -> false)) {
      found.put(each.facts().key(), comparable(each.status()));
    }
    return found;
  }

  /** Which five of many are named as pending may differ; all of them are. */
  private static PolicyStatus comparable(PolicyStatus status) {
    return new PolicyStatus(
        status.generation(),
        status.selected(),
        status.enforcing(),
        status.refused(),
        status.conditions().stream()
            .map(
                it ->
                    it.reason().equals("Pending")
                        ? new PolicyCondition(it.type(), it.status(), it.reason(), "")
                        : it)
            .toList());
  }

  private void changeSomething(Random random) {
    revision++;
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        ResourceKey key = policyKey(random);
        if (random.nextInt(4) == 0) {
          policies.remove(key);
          view.policy(key, null);
        } else {
          Resource made = resource(key, spec(random));
          policies.put(key, made);
          view.policy(key, made);
        }
      }
      case 2 -> {
        UUID instance = new UUID(0, random.nextInt(12));
        ResourceKey key =
            new ResourceKey(
                "weft.dev",
                "Workload",
                NAMESPACES.get((int) instance.getLeastSignificantBits() % 3),
                instance.toString());
        if (random.nextInt(4) == 0) {
          workloads.remove(key);
          heartbeats.remove(instance);
          view.workload(key, null);
        } else {
          Resource made = workload(key, random);
          workloads.put(key, made);
          view.workload(key, made);
          heartbeats.putIfAbsent(instance, new Heartbeat(0, List.of(), List.of(), Set.of()));
        }
      }
      default ->
          heartbeats.replaceAll(
              (instance, before) -> random.nextInt(3) == 0 ? heartbeat(random) : before);
    }
  }

  private Heartbeat heartbeat(Random random) {
    List<RefusedPolicy> refused = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      ResourceKey key = policyKey(random);
      refused.add(
          new RefusedPolicy(
              key.kind() + " " + key.namespace() + "/" + key.name(), "why " + random.nextInt(2)));
    }
    return new Heartbeat(
        Math.max(0, revision - random.nextInt(10)),
        List.of(),
        refused,
        random.nextInt(3) == 0 ? Set.of() : Set.of(8080));
  }

  private static final List<String> KINDS = PolicyFacts.GROUPS.keySet().stream().sorted().toList();

  private static ResourceKey policyKey(Random random) {
    String kind = KINDS.get(random.nextInt(KINDS.size()));
    return new ResourceKey(
        PolicyFacts.GROUPS.getOrDefault(kind, ""),
        kind,
        NAMESPACES.get(random.nextInt(3)),
        "p" + random.nextInt(4));
  }

  private static JsonObject labels(Random random) {
    JsonObject labels = JsonObject.EMPTY;
    for (String name : List.of("x", "y")) {
      if (random.nextBoolean()) {
        labels = labels.with(name, JsonValue.of(String.valueOf(random.nextInt(2))));
      }
    }
    return labels;
  }

  private static JsonObject spec(Random random) {
    return JsonObject.builder()
        .put("selector", JsonObject.builder().put("matchLabels", labels(random)).build())
        .build();
  }

  private Resource workload(ResourceKey key, Random random) {
    JsonObject spec =
        JsonObject.builder()
            .put("spiffeId", "spiffe://weft.local/ns/" + key.namespace() + "/sa/w")
            .put("host", "h")
            .build();
    Resource plain = resource(key, spec);
    return plain.withBody(
        plain.body().with("metadata", JsonObject.builder().put("labels", labels(random)).build()));
  }

  private Resource resource(ResourceKey key, JsonObject spec) {
    JsonObject metadata =
        JsonObject.builder().put("name", key.name()).put("namespace", key.namespace()).build();
    return new Resource(
        key,
        "uid",
        revision,
        revision,
        1,
        Instant.ofEpochSecond(revision % 3),
        Optional.empty(),
        JsonObject.builder()
            .put("apiVersion", "security.istio.io/v1")
            .put("kind", key.kind())
            .put("metadata", metadata)
            .put("spec", spec)
            .build());
  }
}

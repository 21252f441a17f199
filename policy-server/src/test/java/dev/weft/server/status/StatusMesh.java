package dev.weft.server.status;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.server.directory.Heartbeat;
import dev.weft.server.directory.LeaseRequest.RefusedPolicy;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.Plan;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import dev.weft.server.store.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A store with policies and workloads whose heartbeats and time the test makes up. */
final class StatusMesh implements AutoCloseable {
  final Database database;
  final ResourceStore store;
  final Map<UUID, Heartbeat> heartbeats = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long nanos = Long.MAX_VALUE - 5;

  StatusMesh(Path folder) {
    database = EmbeddedDatabase.open(folder);
    store = newStore();
  }

  ResourceStore newStore() {
    return new ResourceStore(database, this::instant, new Retention(10, 100, Set.of("Workload")));
  }

  EnforcementController controller() {
    return controller(store);
  }

  EnforcementController controller(ResourceStore followed) {
    return new EnforcementController(
        followed,
        instance -> Optional.ofNullable(heartbeats.get(instance)),
        "istio-system",
        this::instant,
        this::nanoTime);
  }

  Instant instant() {
    return now;
  }

  long nanoTime() {
    return nanos;
  }

  void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  /** Stores a policy, as people do, and returns what names it. */
  ResourceKey policy(String kind, String namespace, String name, String spec) {
    return policy(kind, namespace, name, "{}", spec);
  }

  ResourceKey policy(String kind, String namespace, String name, String annotations, String spec) {
    ResourceKey key = new ResourceKey("security.istio.io", kind, namespace, name);
    JsonObject metadata =
        JsonObject.builder()
            .put("name", name)
            .put("namespace", namespace)
            .put("annotations", json(annotations))
            .build();
    JsonObject body =
        JsonObject.builder()
            .put("apiVersion", "security.istio.io/v1")
            .put("kind", kind)
            .put("metadata", metadata)
            .put("spec", json(spec))
            .build();
    Resource before = store.snapshot().get(key);
    long generation = before == null ? 1 : before.generation() + 1;
    JsonValue status = before == null ? null : before.body().get("status");
    put(
        new Resource(
            key,
            "uid",
            0,
            0,
            generation,
            now,
            Optional.empty(),
            status == null ? body : body.with("status", status)));
    return key;
  }

  /** Takes a lease; nothing is heard of it yet. */
  UUID workload(String namespace, String account, String labels) {
    return workload(namespace, account, labels, "{}");
  }

  UUID workload(String namespace, String account, String labels, String more) {
    UUID instance = new UUID(0, store.snapshot().revision() + 1);
    ResourceKey key = new ResourceKey("weft.dev", "Workload", namespace, instance.toString());
    JsonObject spec =
        JsonObject.builder()
            .put("serviceAccount", account)
            .put("spiffeId", "spiffe://weft.local/ns/" + namespace + "/sa/" + account)
            .put("host", "h")
            .build();
    for (Map.Entry<String, JsonValue> member : json(more).members().entrySet()) {
      spec = spec.with(member.getKey(), member.getValue());
    }
    put(
        new Resource(
            key,
            key.name(),
            0,
            0,
            1,
            now,
            Optional.empty(),
            JsonObject.builder()
                .put("metadata", JsonObject.builder().put("labels", json(labels)).build())
                .put("spec", spec)
                .build()));
    return instance;
  }

  /** Lets a workload say that it enforces everything up to now. */
  void acknowledge(UUID... instances) {
    for (UUID instance : instances) {
      say(instance, store.snapshot().revision());
    }
  }

  /** Lets a workload say that it enforces everything up to now, and judges requests there. */
  void acknowledge(UUID instance, Set<Integer> requestPorts) {
    say(instance, store.snapshot().revision(), requestPorts);
  }

  void say(UUID instance, long applied, RefusedPolicy... refused) {
    say(instance, applied, Set.of(), refused);
  }

  private void say(
      UUID instance, long applied, Set<Integer> requestPorts, RefusedPolicy... refused) {
    heartbeats.put(instance, new Heartbeat(applied, List.of(), List.of(refused), requestPorts));
  }

  void delete(ResourceKey key) {
    store.change("test", snapshot -> Plan.of(new Write.Delete(key)));
  }

  private void put(Resource resource) {
    store.change("test", snapshot -> Plan.of(new Write.Put(resource)));
  }

  JsonObject status(ResourceKey key) {
    Resource stored = store.snapshot().get(key);
    if (stored == null) {
      throw new AssertionError(key + " is not there");
    }
    return stored.body().object("status");
  }

  /** The condition {@code type} in short: status and reason; empty when there is none. */
  String condition(ResourceKey key, String type) {
    JsonObject found = conditionOf(key, type);
    return found.members().isEmpty() ? "" : found.string("status") + " " + found.string("reason");
  }

  JsonObject conditionOf(ResourceKey key, String type) {
    List<JsonObject> found = new ArrayList<>();
    for (JsonValue value : status(key).array("conditions").values()) {
      if (value instanceof JsonObject condition && type.equals(condition.string("type"))) {
        found.add(condition);
      }
    }
    return found.isEmpty() ? JsonObject.EMPTY : found.get(0);
  }

  static JsonObject json(String text) {
    try {
      return (JsonObject) JsonReader.read(text);
    } catch (JsonFormatException e) {
      throw new AssertionError(text, e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}

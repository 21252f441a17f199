package dev.weft.server;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.directory.WorkloadKind;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.store.Plan;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;

/** Fills a store as a large mesh leaves it: first policies, then leases, of 20 namespaces. */
final class FullStore {
  private static final int NAMESPACES = 20;
  private static final int AT_ONCE = 500;
  private static final Instant CREATED = Instant.parse("2026-05-01T10:00:00Z");

  private FullStore() {}

  static void fill(ResourceStore store, int policies, int leases) {
    write(store, policies, FullStore::policy);
    write(store, leases, FullStore::lease);
  }

  private static void write(ResourceStore store, int count, IntFunction<Resource> resource) {
    for (int from = 0; from < count; from += AT_ONCE) {
      List<Write> writes = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
        writes.add(new Write.Put(resource.apply(i)));
      }
      store.change("filler", now -> Plan.of(writes));
    }
  }

  private static Resource policy(int index) {
    JsonObject source =
        JsonObject.builder()
            .put("principals", JsonArray.ofStrings(List.of("cluster.local/ns/a/sa/b" + index)))
            .build();
    JsonObject rule =
        JsonObject.builder()
            .put("from", array(JsonObject.builder().put("source", source).build()))
            .build();
    return resource(
        new ResourceKey(
            Kinds.AUTHORIZATION_POLICY.group(),
            Kinds.AUTHORIZATION_POLICY.kind(),
            "load-" + index % NAMESPACES,
            "p" + index / NAMESPACES),
        JsonObject.builder().put("rules", array(rule)).build());
  }

  private static Resource lease(int index) {
    String namespace = "load-" + index % NAMESPACES;
    JsonObject listener =
        JsonObject.builder()
            .put("address", "10." + (index >> 16) + "." + (index >> 8 & 255) + "." + (index & 255))
            .put("port", 8080)
            .build();
    return resource(
        new ResourceKey(
            WorkloadKind.GROUP, WorkloadKind.KIND, namespace, new UUID(0x4000L, index).toString()),
        JsonObject.builder()
            .put("serviceAccount", "app")
            .put("spiffeId", "spiffe://weft.local/ns/" + namespace + "/sa/app")
            .put("host", "host-" + index % 1000)
            .put("listeners", array(listener))
            .build());
  }

  private static Resource resource(ResourceKey key, JsonObject spec) {
    String uid = key.kind().equals(WorkloadKind.KIND) ? key.name() : UUID.randomUUID().toString();
    JsonObject metadata =
        JsonObject.builder()
            .put("name", key.name())
            .put("namespace", key.namespace())
            .put("uid", uid)
            .put("resourceVersion", "0")
            .put("generation", 1)
            .put("creationTimestamp", CREATED.toString())
            .put("labels", JsonObject.builder().put("app", "app" + key.name().length()).build())
            .build();
    JsonObject body =
        JsonObject.builder()
            .put("apiVersion", key.group() + "/v1")
            .put("kind", key.kind())
            .put("metadata", metadata)
            .put("spec", spec)
            .build();
    return new Resource(key, uid, 0, 0, 1, CREATED, Optional.empty(), body);
  }

  private static JsonArray array(JsonValue only) {
    return new JsonArray(List.of(only));
  }
}

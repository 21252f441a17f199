package dev.weft.server.resources;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Cause;
import dev.weft.server.store.Edit;
import dev.weft.server.store.Plan;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceSnapshot;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Creates, reads, replaces and deletes resources of one kind, in the conventions of the Kubernetes
 * API. Every method throws {@link ApiException} for what it refuses, and then has changed nothing.
 */
public final class ResourceApi {
  private final ResourceKind kind;
  private final ResourceStore store;
  private final InstantSource clock;

  public ResourceApi(ResourceKind kind, ResourceStore store, InstantSource clock) {
    this.kind = kind;
    this.store = store;
    this.clock = clock;
  }

  /** The resources of one namespace or, for null, of all. */
  public JsonObject list(@Nullable String namespace) {
    ResourceSnapshot snapshot = store.snapshot();
    List<JsonValue> items = new ArrayList<>();
    snapshot.list(kind.group(), kind.kind(), namespace).forEach(it -> items.add(it.body()));
    return JsonObject.builder()
        .put("apiVersion", kind.apiVersion())
        .put("kind", kind.kind() + "List")
        .put(
            "metadata",
            JsonObject.builder()
                .put("resourceVersion", String.valueOf(snapshot.revision()))
                .build())
        .put("items", new JsonArray(items))
        .build();
  }

  /** One resource. */
  public JsonObject get(String namespace, String name) {
    return require(store.snapshot(), key(namespace, name)).body();
  }

  /** Makes a new resource. */
  public JsonObject create(String actor, String namespace, JsonObject body, boolean dryRun) {
    Envelope sent = Envelope.read(kind, namespace, body);
    String name =
        sent.name()
            .or(() -> sent.generateName().or(kind.strategy()::generateName).map(Names::generate))
            .orElseThrow(
                () ->
                    ApiException.invalid(
                        kind.kind(),
                        List.of(new Cause("metadata.name", "missing (expected: a name)"))));
    if (sent.resourceVersion().filter(it -> !it.isEmpty()).isPresent()) {
      throw ApiException.badRequest(
          "metadata.resourceVersion", "set on a resource to be created (expected: absent)");
    }
    ResourceKey key = key(namespace, name);
    requireValid(sent, key);
    Resource draft =
        resource(sent, new Identity(key, UUID.randomUUID().toString(), 1, clock.instant()));
    Strategy.Creation creation = kind.strategy().create(draft);
    Edit edit =
        now -> {
          if (now.get(key) != null) {
            throw new ApiException(
                409, kind.qualified() + " \"" + name + "\" already exists in " + namespace);
          }
          return Plan.of(new Write.Put(creation.draft()));
        };
    if (dryRun) {
      edit.decide(store.snapshot());
      return creation.draft().body();
    }
    return creation.answer().apply(store.change(actor, edit).get(0).resource().body());
  }

  /** Replaces a resource that exists. */
  public JsonObject replace(
      String actor, String namespace, String name, JsonObject body, boolean dryRun) {
    Envelope sent = Envelope.read(kind, namespace, body);
    String named = sent.name().orElse("");
    if (!named.equals(name)) {
      throw ApiException.badRequest("metadata.name", named + " (expected: " + name + ")");
    }
    ResourceKey key = key(namespace, name);
    requireValid(sent, key);
    if (dryRun) {
      return replacement(store.snapshot(), key, sent).body();
    }
    store.change(
        actor,
        now -> {
          Resource after = replacement(now, key, sent);
          return after.equals(now.get(key)) ? Plan.NOTHING : Plan.of(new Write.Put(after));
        });
    return require(store.snapshot(), key).body();
  }

  private Resource replacement(ResourceSnapshot now, ResourceKey key, Envelope sent) {
    Resource before = require(now, key);
    requireCurrent(before, sent.resourceVersion(), sent.uid());
    JsonObject spec = sent.spec().orElse(JsonObject.EMPTY);
    boolean sameSpec = spec.equals(before.body().object("spec"));
    JsonObject metadata = before.body().object("metadata");
    if (sameSpec
        && sent.labels().equals(metadata.object("labels"))
        && sent.annotations().equals(metadata.object("annotations"))) {
      return before;
    }
    long generation = before.generation() + (sameSpec ? 0 : 1);
    Resource after = resource(sent, new Identity(key, before.uid(), generation, before.created()));
    // What the mesh says of a resource is not people's to change.
    JsonValue status = before.body().get("status");
    return status == null ? after : after.withBody(after.body().with("status", status));
  }

  /** Deletes a resource, provided that it still is what {@code conditions} say. */
  public JsonObject delete(
      String actor, String namespace, String name, DeleteConditions conditions) {
    ResourceKey key = key(namespace, name);
    Edit edit =
        now -> {
          Resource before = require(now, key);
          requireCurrent(before, conditions.resourceVersion(), conditions.uid());
          return Plan.of(new Write.Delete(key));
        };
    Resource before = require(store.snapshot(), key);
    if (conditions.dryRun()) {
      edit.decide(store.snapshot());
    } else {
      before = store.change(actor, edit).get(0).resource();
    }
    return JsonObject.builder()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("metadata", JsonObject.EMPTY)
        .put("status", "Success")
        .put(
            "details",
            JsonObject.builder()
                .put("name", name)
                .put("group", kind.group())
                .put("kind", kind.plural())
                .put("uid", before.uid())
                .build())
        .build();
  }

  private record Identity(ResourceKey key, String uid, long generation, Instant created) {}

  private Resource resource(Envelope sent, Identity identity) {
    JsonObject.Builder metadata =
        JsonObject.builder()
            .put("name", identity.key().name())
            .put("namespace", identity.key().namespace())
            .put("uid", identity.uid())
            .put("resourceVersion", "0")
            .put("generation", identity.generation())
            .put(
                "creationTimestamp", identity.created().truncatedTo(ChronoUnit.SECONDS).toString());
    addLabels(sent, metadata);
    JsonObject.Builder body =
        JsonObject.builder()
            .put("apiVersion", kind.apiVersion())
            .put("kind", kind.kind())
            .put("metadata", metadata.build());
    sent.spec().ifPresent(spec -> body.put("spec", spec));
    return new Resource(
        identity.key(),
        identity.uid(),
        0,
        0,
        identity.generation(),
        identity.created(),
        Optional.empty(),
        body.build());
  }

  private static void addLabels(Envelope sent, JsonObject.Builder metadata) {
    if (!sent.labels().members().isEmpty()) {
      metadata.put("labels", sent.labels());
    }
    if (!sent.annotations().members().isEmpty()) {
      metadata.put("annotations", sent.annotations());
    }
  }

  /** Judges what would be stored, so that a workload never reads what was not judged. */
  private void requireValid(Envelope sent, ResourceKey key) {
    Identity identity = new Identity(key, UUID.randomUUID().toString(), 1, clock.instant());
    List<Cause> causes = kind.strategy().check(resource(sent, identity).body());
    if (!causes.isEmpty()) {
      throw ApiException.invalid(kind.kind() + " \"" + key.name() + "\"", causes);
    }
  }

  private void requireCurrent(
      Resource before, Optional<String> resourceVersion, Optional<String> uid) {
    String current = String.valueOf(before.resourceVersion());
    if (resourceVersion.filter(it -> !it.isEmpty() && !it.equals(current)).isPresent()) {
      throw new ApiException(
          409,
          "metadata.resourceVersion: "
              + resourceVersion.get()
              + " (expected: "
              + current
              + "; it was changed meanwhile: read it again and repeat the change)");
    }
    if (uid.filter(it -> !it.isEmpty() && !it.equals(before.uid())).isPresent()) {
      throw new ApiException(
          409, "metadata.uid: " + uid.get() + " (expected: " + before.uid() + ")");
    }
  }

  private Resource require(ResourceSnapshot now, ResourceKey key) {
    Resource found = now.get(key);
    if (found == null) {
      throw new ApiException(
          404, kind.qualified() + " \"" + key.name() + "\" not found in " + key.namespace());
    }
    return found;
  }

  private ResourceKey key(String namespace, String name) {
    return new ResourceKey(kind.group(), kind.kind(), namespace, name);
  }
}

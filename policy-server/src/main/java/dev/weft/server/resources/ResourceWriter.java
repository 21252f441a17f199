package dev.weft.server.resources;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.apply.FieldManagement;
import dev.weft.server.store.Edit;
import dev.weft.server.store.Plan;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceChange;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Creates, replaces, patches, applies and deletes resources of one kind, in the conventions of the
 * Kubernetes API. What a write is based on is looked at inside the transaction that makes it. Every
 * method throws {@link ApiException} for what it refuses, and then has changed nothing.
 */
public final class ResourceWriter {
  /** The most resources that one request may delete. */
  private static final int MAX_DELETIONS = 10_000;

  private final ResourceKind kind;
  private final ResourceStore store;
  private final InstantSource clock;
  private final Drafts drafts;

  public ResourceWriter(ResourceKind kind, ResourceStore store, InstantSource clock) {
    this.kind = kind;
    this.store = store;
    this.clock = clock;
    this.drafts = new Drafts(kind);
  }

  /** Makes a new resource. */
  public JsonObject create(String namespace, JsonObject body, WriteOptions options) {
    Envelope sent = Envelope.read(kind.info(), namespace, body);
    String name =
        sent.name()
            .or(() -> sent.generateName().or(kind.strategy()::generateName).map(Names::generate))
            .orElseThrow(
                () ->
                    ApiException.invalid(
                        kind.info().group(),
                        kind.info().kind(),
                        "",
                        List.of(new Cause("metadata.name", "missing (expected: a name)"))));
    if (sent.resourceVersion().filter(it -> !it.isEmpty()).isPresent()) {
      throw ApiException.badRequest(
          "metadata.resourceVersion", "set on a resource to be created (expected: absent)");
    }
    ResourceKey key = kind.key(namespace, name);
    Resource draft = drafts.created(key, sent, options.manager(), clock.instant());
    Strategy.Creation creation = kind.strategy().create(draft);
    Resource made =
        write(
            key,
            options,
            before -> {
              if (before != null) {
                throw Refusals.alreadyExists(kind.info(), key);
              }
              return creation.draft();
            });
    return options.dryRun() ? made.body() : creation.answer().apply(made.body());
  }

  /** Replaces a resource that exists. */
  public JsonObject replace(String namespace, String name, JsonObject body, WriteOptions options) {
    ResourceKey key = kind.key(namespace, name);
    Resource made =
        write(key, options, before -> update(require(before, key), body, options.manager()));
    return kind.strategy().view(made);
  }

  /** Changes a resource that exists by {@code patch}, which is given it as it is. */
  public JsonObject patch(
      String namespace, String name, UnaryOperator<JsonObject> patch, WriteOptions options) {
    ResourceKey key = kind.key(namespace, name);
    Resource made =
        write(
            key,
            options,
            before -> {
              Resource current = require(before, key);
              return update(current, patch.apply(current.body()), options.manager());
            });
    return kind.strategy().view(made);
  }

  /** Server-side apply: makes the resource, or merges what is applied into it. */
  public Applied apply(String namespace, String name, JsonObject applied, WriteOptions options) {
    ResourceKey key = kind.key(namespace, name);
    JsonObject named = drafts.addressed(key, applied);
    AtomicReference<@Nullable Resource> found = new AtomicReference<>();
    Resource made =
        write(
            key,
            options,
            before -> {
              found.set(before);
              return applied(key, before, named, options);
            });
    return new Applied(kind.strategy().view(made), found.get() == null);
  }

  /**
   * What an apply led to.
   *
   * @param resource the resource
   * @param created whether it was made
   */
  public record Applied(JsonObject resource, boolean created) {}

  /** Deletes a resource, provided that it still is what {@code conditions} say. */
  public JsonObject delete(
      String namespace, String name, DeleteConditions conditions, WriteOptions options) {
    ResourceKey key = kind.key(namespace, name);
    AtomicReference<@Nullable Resource> gone = new AtomicReference<>();
    Edit edit =
        now -> {
          Resource before = require(now.get(key), key);
          Preconditions.require(before, conditions.resourceVersion(), conditions.uid());
          gone.set(before);
          return Plan.of(new Write.Delete(key));
        };
    run(edit, options);
    return Refusals.deleted(kind.info(), require(gone.get(), key));
  }

  /**
   * Deletes the resources of a namespace, or for null of all, that {@code wanted} picks.
   *
   * @return a list of what was deleted
   */
  public JsonObject deleteCollection(
      @Nullable String namespace, Predicate<JsonObject> wanted, WriteOptions options) {
    List<JsonValue> gone = new ArrayList<>();
    Edit edit =
        now -> {
          gone.clear();
          List<Write> deletions = new ArrayList<>();
          for (Resource resource : now.list(kind.info().group(), kind.info().kind(), namespace)) {
            JsonObject view = kind.strategy().view(resource);
            if (wanted.test(view)) {
              deletions.add(new Write.Delete(resource.key()));
              gone.add(view);
            }
          }
          if (deletions.size() > MAX_DELETIONS) {
            throw new ApiException(
                422,
                deletions.size()
                    + " resources (expected: at most "
                    + MAX_DELETIONS
                    + " to be deleted at once; narrow the selector)");
          }
          return Plan.of(deletions);
        };
    run(edit, options);
    return Lists.of(kind.info(), store.snapshot().revision(), gone);
  }

  /** Writes a resource of this kind as it once was; one that was deleted is made anew. */
  public JsonObject restore(
      String namespace, String name, JsonObject earlier, WriteOptions options) {
    ResourceKey key = kind.key(namespace, name);
    JsonObject metadata = earlier.object("metadata");
    JsonObject.Builder wanted = JsonObject.builder().put("name", name);
    for (String kept : List.of("labels", "annotations")) {
      JsonValue value = metadata.get(kept);
      if (value != null) {
        wanted.put(kept, value);
      }
    }
    JsonObject body = earlier.without("status").with("metadata", wanted.build());
    Resource made =
        write(
            key,
            options,
            before ->
                before == null
                    ? drafts.created(
                        key,
                        Envelope.read(kind.info(), namespace, body),
                        options.manager(),
                        clock.instant())
                    : update(before, body, options.manager()));
    return kind.strategy().view(made);
  }

  private Resource update(Resource before, JsonObject wanted, String manager) {
    Envelope sent = Envelope.read(kind.info(), before.key().namespace(), wanted);
    requireName(sent, before.key());
    Preconditions.require(before, sent.resourceVersion(), sent.uid());
    return drafts.updated(
        before,
        sent,
        draft -> FieldManagement.update(before.body(), draft, manager, "", clock.instant()));
  }

  private Resource applied(
      ResourceKey key, @Nullable Resource before, JsonObject applied, WriteOptions options) {
    Instant now = clock.instant();
    JsonObject merged =
        FieldManagement.apply(
            before == null ? null : before.body(),
            applied,
            options.manager(),
            options.force(),
            now);
    Envelope sent = Envelope.read(kind.info(), key.namespace(), merged);
    requireName(sent, key);
    if (before == null) {
      Preconditions.requireAbsent(kind.info(), key, applied);
      return drafts.createdByApply(key, sent, now);
    }
    Preconditions.require(before, applied.object("metadata"));
    return drafts.updated(before, sent, UnaryOperator.identity());
  }

  /** Writes what {@code change} makes of the resource as it is; itself, when that is the same. */
  private Resource write(
      ResourceKey key, WriteOptions options, UnaryOperator<@Nullable Resource> change) {
    AtomicReference<@Nullable Resource> result = new AtomicReference<>();
    Edit edit =
        now -> {
          Resource before = now.get(key);
          Resource after = change.apply(before);
          result.set(after);
          return after == null || after.equals(before)
              ? Plan.NOTHING
              : Plan.of(new Write.Put(after));
        };
    List<ResourceChange> made = run(edit, options);
    return made.isEmpty() ? require(result.get(), key) : made.get(0).resource();
  }

  private List<ResourceChange> run(Edit edit, WriteOptions options) {
    if (options.dryRun()) {
      edit.decide(store.snapshot());
      return List.of();
    }
    return store.change(options.actor(), edit);
  }

  private void requireName(Envelope sent, ResourceKey key) {
    String named = sent.name().orElse("");
    if (!named.equals(key.name())) {
      throw ApiException.badRequest("metadata.name", named + " (expected: " + key.name() + ")");
    }
  }

  private Resource require(@Nullable Resource found, ResourceKey key) {
    if (found == null) {
      throw Refusals.notFound(kind.info(), key);
    }
    return found;
  }
}

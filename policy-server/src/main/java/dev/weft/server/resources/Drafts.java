package dev.weft.server.resources;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.apply.FieldManagement;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is stored of what people send: their fields, and beside them those that are the
 * server's own. Nothing leaves here that was not judged by the rules of its kind.
 */
final class Drafts {
  private final ResourceKind kind;

  Drafts(ResourceKind kind) {
    this.kind = kind;
  }

  /** A new resource, made at {@code at}. */
  Resource created(ResourceKey key, Envelope sent, String manager, Instant at) {
    return create(key, sent, draft -> FieldManagement.update(null, draft, manager, "", at), at);
  }

  /** A new resource, made at {@code at}, whose managed fields are there already. */
  Resource createdByApply(ResourceKey key, Envelope sent, Instant at) {
    return create(key, sent, UnaryOperator.identity(), at);
  }

  private Resource create(
      ResourceKey key, Envelope sent, UnaryOperator<JsonObject> management, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.MILLIS);
    Identity identity = new Identity(key, UUID.randomUUID().toString(), 0, 1, now);
    JsonObject body = management.apply(body(identity, sent, null));
    requireValid(key, body);
    return new Resource(key, identity.uid(), 0, 0, 1, now, Optional.empty(), body);
  }

  /**
   * {@code before} as it is to be; {@code before} itself when nothing changes.
   *
   * @param management keeps the managed fields of the new body
   */
  Resource updated(Resource before, Envelope sent, UnaryOperator<JsonObject> management) {
    JsonValue spec = before.body().get("spec");
    boolean sameSpec =
        sent.spec().orElse(JsonObject.EMPTY).equals(spec == null ? JsonObject.EMPTY : spec);
    long generation = before.generation() + (sameSpec ? 0 : 1);
    Identity identity =
        new Identity(
            before.key(), before.uid(), before.resourceVersion(), generation, before.created());
    JsonObject body = management.apply(body(identity, sent, before.body().get("status")));
    if (body.equals(before.body())) {
      return before;
    }
    requireValid(before.key(), body);
    return new Resource(
        before.key(),
        before.uid(),
        before.resourceVersion(),
        before.contentVersion(),
        generation,
        before.created(),
        before.secretHash(),
        body);
  }

  /** {@code applied} with the kind and name that its path has, which it may leave out. */
  JsonObject addressed(ResourceKey key, JsonObject applied) {
    JsonObject metadata = applied.object("metadata");
    JsonObject named =
        metadata.get("name") == null ? metadata.with("name", new JsonString(key.name())) : metadata;
    return applied.get("metadata") == null || applied.get("metadata") instanceof JsonObject
        ? applied.with("metadata", named)
        : applied;
  }

  private record Identity(
      ResourceKey key, String uid, long resourceVersion, long generation, Instant created) {}

  private JsonObject body(Identity identity, Envelope sent, @Nullable JsonValue status) {
    JsonObject.Builder metadata = JsonObject.builder().put("name", identity.key().name());
    if (!identity.key().namespace().isEmpty()) {
      metadata.put("namespace", identity.key().namespace());
    }
    metadata
        .put("uid", identity.uid())
        .put("resourceVersion", String.valueOf(identity.resourceVersion()))
        .put("generation", identity.generation())
        .put("creationTimestamp", identity.created().truncatedTo(ChronoUnit.SECONDS).toString());
    if (!sent.labels().members().isEmpty()) {
      metadata.put("labels", sent.labels());
    }
    if (!sent.annotations().members().isEmpty()) {
      metadata.put("annotations", sent.annotations());
    }
    sent.managedFields().ifPresent(it -> metadata.put("managedFields", it));
    JsonObject.Builder body =
        JsonObject.builder()
            .put("apiVersion", kind.info().apiVersion())
            .put("kind", kind.info().kind())
            .put("metadata", metadata.build());
    sent.spec().ifPresent(spec -> body.put("spec", spec));
    if (status != null) {
      body.put("status", status);
    }
    return body.build();
  }

  private void requireValid(ResourceKey key, JsonObject body) {
    List<Cause> causes = kind.strategy().check(body);
    if (!causes.isEmpty()) {
      throw ApiException.invalid(kind.info().group(), kind.info().kind(), key.name(), causes);
    }
  }
}

package dev.weft.server.resources.watch;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.resources.Strategy;
import dev.weft.server.resources.list.Selection;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceChange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a change is for a watch: a resource may come into what is watched, or go out of it. */
final class WatchEvents {
  /** An event at a revision, before it is put into the form that the client wants. */
  record Event(long revision, String type, JsonObject object) {}

  private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

  private final KindInfo kind;
  private final Strategy strategy;
  private final Selection selection;

  WatchEvents(KindInfo kind, Strategy strategy, Selection selection) {
    this.kind = kind;
    this.strategy = strategy;
    this.selection = selection;
  }

  /** The event that {@code change} is, if it is one. */
  Optional<Event> of(ResourceChange change) {
    Optional<JsonObject> before = selected(change.before());
    Optional<JsonObject> after = selected(change.after());
    if (after.isPresent()) {
      return Optional.of(
          new Event(change.revision(), before.isPresent() ? "MODIFIED" : "ADDED", after.get()));
    }
    return before.map(it -> new Event(change.revision(), "DELETED", at(it, change.revision())));
  }

  /** The event that tells of a resource that is there already. */
  Optional<Event> existing(Resource resource) {
    return selected(resource).map(it -> new Event(resource.resourceVersion(), "ADDED", it));
  }

  /** The event that tells of a revision alone. */
  Event bookmark(long revision) {
    return bookmark(
        revision, JsonObject.builder().put("resourceVersion", String.valueOf(revision)).build());
  }

  /** The bookmark behind all that was there at the start. */
  Event endOfExisting(long revision) {
    return bookmark(
        revision,
        JsonObject.builder()
            .put("resourceVersion", String.valueOf(revision))
            .put("annotations", JsonObject.builder().put(INITIAL_EVENTS_END, "true").build())
            .build());
  }

  private Event bookmark(long revision, JsonObject metadata) {
    return new Event(
        revision,
        "BOOKMARK",
        JsonObject.builder()
            .put("kind", kind.kind())
            .put("apiVersion", kind.apiVersion())
            .put("metadata", metadata)
            .build());
  }

  private Optional<JsonObject> selected(@Nullable Resource resource) {
    if (resource == null) {
      return Optional.empty();
    }
    String namespace = selection.namespace();
    if (namespace != null && !namespace.equals(resource.key().namespace())) {
      return Optional.empty();
    }
    return Optional.of(strategy.view(resource)).filter(selection);
  }

  private static JsonObject at(JsonObject gone, long revision) {
    JsonValue version = new JsonString(String.valueOf(revision));
    return gone.with("metadata", gone.object("metadata").with("resourceVersion", version));
  }
}

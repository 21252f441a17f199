package dev.weft.server.store;

import dev.weft.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resources to be stored, as tests want them. */
final class Drafts {
  static final String GROUP = "test.weft.dev";
  static final String KIND = "Thing";
  static final String TRANSIENT = "Passing";

  private Drafts() {}

  static ResourceKey key(String name) {
    return new ResourceKey(GROUP, KIND, "shop", name);
  }

  static ResourceKey passing(String name) {
    return new ResourceKey(GROUP, TRANSIENT, "shop", name);
  }

  /** A resource with {@code value} as its meaning, replacing {@code before}. */
  static Resource draft(ResourceKey key, String value, @Nullable Resource before) {
    JsonObject metadata =
        JsonObject.builder().put("name", key.name()).put("resourceVersion", "0").build();
    return new Resource(
        key,
        before == null ? "uid-" + value : before.uid(),
        0,
        0,
        before == null ? 1 : before.generation() + 1,
        Instant.ofEpochMilli(1_000),
        Optional.empty(),
        JsonObject.builder().put("metadata", metadata).put("value", value).build());
  }

  static Edit put(ResourceKey key, String value) {
    return now -> Plan.of(new Write.Put(draft(key, value, now.get(key))));
  }

  static Edit status(ResourceKey key, String status) {
    return now -> {
      Resource before = now.get(key);
      return before == null
          ? Plan.NOTHING
          : Plan.of(
              new Write.PutStatus(
                  before.withBody(
                      before.body().with("status", new dev.weft.core.json.JsonString(status)))));
    };
  }

  static Edit delete(ResourceKey key) {
    return now -> now.get(key) == null ? Plan.NOTHING : Plan.of(new Write.Delete(key));
  }
}

package dev.weft.server.resources.kubectl;

import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a stand-in server keeps: resources in memory, and every change in order. */
final class StandInStore {
  private final Map<String, JsonObject> resources = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private long version = 1;

  /** One change; its number is the resourceVersion of the object. */
  record Change(long version, String type, String path, JsonObject object) {}

  synchronized @Nullable JsonObject get(String path) {
    return resources.get(path);
  }

  synchronized List<JsonObject> below(String prefix) {
    return resources.entrySet().stream()
        .filter(it -> it.getKey().startsWith(prefix))
        .map(Map.Entry::getValue)
        .toList();
  }

  synchronized long version() {
    return version;
  }

  synchronized JsonObject put(String path, JsonObject sent) {
    JsonObject before = resources.get(path);
    version++;
    JsonObject metadata =
        sent.object("metadata").with("resourceVersion", JsonValue.of("" + version));
    long generation = 1;
    if (before == null) {
      metadata =
          metadata
              .with("uid", JsonValue.of("00000000-0000-4000-8000-" + (100_000_000_000L + version)))
              .with("creationTimestamp", JsonValue.of(Instant.now().minusSeconds(300).toString()));
    } else {
      for (String kept : List.of("uid", "creationTimestamp")) {
        JsonValue value = before.object("metadata").get(kept);
        metadata = metadata.with(kept, value == null ? JsonNull.NULL : value);
      }
      generation = number(before.object("metadata").get("generation"));
      if (!before.object("spec").equals(sent.object("spec"))) {
        generation++;
      }
    }
    JsonObject stored =
        sent.with("metadata", metadata.with("generation", JsonValue.of(generation)));
    resources.put(path, stored);
    changes.add(new Change(version, before == null ? "ADDED" : "MODIFIED", path, stored));
    notifyAll();
    return stored;
  }

  synchronized void delete(String path) {
    JsonObject before = resources.remove(path);
    if (before != null) {
      version++;
      changes.add(new Change(version, "DELETED", path, before));
      notifyAll();
    }
  }

  /** The changes after {@code since}; waits up to {@code millis} for the first. */
  synchronized List<Change> after(long since, String prefix, long millis)
      throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (true) {
      List<Change> found =
          changes.stream()
              .filter(it -> it.version() > since && it.path().startsWith(prefix))
              .toList();
      long left = (end - System.nanoTime()) / 1_000_000;
      if (!found.isEmpty() || left <= 0) {
        return found;
      }
      wait(left);
    }
  }

  /** RFC 7396. */
  static JsonObject merge(JsonObject target, JsonObject patch) {
    Map<String, JsonValue> members = new LinkedHashMap<>(target.members());
    patch
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof JsonNull) {
                members.remove(name);
              } else if (value instanceof JsonObject object) {
                members.put(name, merge(target.object(name), object));
              } else {
                members.put(name, value);
              }
            });
    return new JsonObject(members);
  }

  private static long number(@Nullable JsonValue value) {
    return value instanceof JsonNumber number ? number.longValueExact() : 1;
  }
}

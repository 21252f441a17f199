package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the store has to hold by the answers that were given. Safe for any thread. */
final class FuzzModel {
  private static final Set<String> KINDS =
      Set.of(
          "AuthorizationPolicy",
          "PeerAuthentication",
          "RequestAuthentication",
          "Telemetry",
          "TraceSampling",
          "JoinToken",
          "ApiToken");

  private final Map<String, Long> revisions = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> resources = new ConcurrentHashMap<>();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();

  private final Map<String, String> names = new ConcurrentHashMap<>();

  /** Names in tables of what was deleted that show no resource. */
  private final Set<String> deletedByName = ConcurrentHashMap.newKeySet();

  /** Names of which an accepted write was answered by a table row that shows no resource. */
  private final Set<String> namedOnly = ConcurrentHashMap.newKeySet();

  /** Takes in an answer to a request that was accepted and had an effect. */
  void accepted(String method, JsonObject answer) {
    if (method.equals("DELETE")) {
      String uid = answer.object("details").string("uid");
      if (uid != null) {
        deleted.add(uid);
      }
      for (JsonValue item : answer.array("items").values()) {
        deleted.add(uid((JsonObject) item));
      }
      for (JsonValue row : answer.array("rows").values()) {
        if (((JsonObject) row).get("object") instanceof JsonObject object) {
          deleted.add(uid(object));
        } else {
          deletedByName.add(name((JsonObject) row));
        }
      }
      return;
    }
    if (showsNoResource(answer)) {
      namedOnly.add(name((JsonObject) answer.array("rows").values().get(0)));
      return;
    }
    JsonObject resource =
        "Table".equals(answer.string("kind"))
            ? ((JsonObject) answer.array("rows").values().get(0)).object("object")
            : answer;
    String kind = String.valueOf(resource.string("kind"));
    if (KINDS.contains(kind) || isMetadataOfStored(resource)) {
      String uid = uid(resource);
      long revision = revision(resource);
      revisions.merge(uid, revision, Math::max);
      names.put(uid, String.valueOf(resource.object("metadata").string("name")));
      if (KINDS.contains(kind)) {
        resources.merge(
            uid, resource, (one, other) -> revision(one) > revision(other) ? one : other);
      }
    }
  }

  /** A review is answered by metadata too, and is not stored. */
  private static boolean isMetadataOfStored(JsonObject resource) {
    return "PartialObjectMetadata".equals(resource.string("kind"))
        && resource.object("metadata").string("uid") != null;
  }

  int size() {
    return revisions.size();
  }

  /** Compares with all that is stored of some kind. */
  void check(Iterable<JsonValue> stored) {
    for (JsonValue value : stored) {
      JsonObject item = (JsonObject) value;
      String uid = uid(item);
      if (namedOnly.contains(String.valueOf(item.object("metadata").string("name")))) {
        continue;
      }
      assertThat(revisions).as("what was accepted, and %s", item).containsKey(uid);
      assertThat(deleted).as("what was deleted, and %s", item).doesNotContain(uid);
      assertThat(revision(item)).as("revision of %s", item).isEqualTo(revisions.get(uid));
      JsonObject answered = resources.get(uid);
      if (answered != null && revision(answered) == revision(item)) {
        assertThat(item.get("spec")).isEqualTo(answered.get("spec"));
        assertThat(item.get("metadata")).isEqualTo(answered.get("metadata"));
      }
    }
  }

  /** What was accepted, was not deleted, and is not among {@code stored}. */
  Set<String> missing(Iterable<JsonValue> stored) {
    Set<String> missing = new HashSet<>(revisions.keySet());
    missing.removeAll(deleted);
    missing.removeIf(it -> deletedByName.contains(names.getOrDefault(it, "")));
    stored.forEach(it -> missing.remove(uid((JsonObject) it)));
    return missing;
  }

  private static boolean showsNoResource(JsonObject answer) {
    return "Table".equals(answer.string("kind"))
        && !(((JsonObject) answer.array("rows").values().get(0)).get("object")
            instanceof JsonObject);
  }

  private static String name(JsonObject row) {
    return ((JsonString) row.array("cells").values().get(0)).value();
  }

  private static String uid(JsonObject resource) {
    return String.valueOf(resource.object("metadata").string("uid"));
  }

  private static long revision(JsonObject resource) {
    return Long.parseLong(String.valueOf(resource.object("metadata").string("resourceVersion")));
  }
}

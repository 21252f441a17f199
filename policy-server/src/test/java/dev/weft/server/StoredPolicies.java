package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The policies that a server shows. */
record StoredPolicies(Map<String, WrittenPolicy> byName, long revision) {
  static StoredPolicies read(Client admin) throws Exception {
    JsonObject list = admin.get(PolicyWriters.PATH).require(200);
    Map<String, WrittenPolicy> found = new HashMap<>();
    for (JsonValue item : list.array("items").values()) {
      JsonObject metadata = ((JsonObject) item).object("metadata");
      found.put(
          String.valueOf(metadata.string("name")),
          new WrittenPolicy(
              version(metadata), String.valueOf(metadata.object("annotations").string("value"))));
    }
    return new StoredPolicies(found, version(list.object("metadata")));
  }

  private static long version(JsonObject metadata) {
    return Long.parseLong(String.valueOf(metadata.string("resourceVersion")));
  }

  /**
   * Returns the revision, when everything acknowledged is there and nothing went back. A version
   * may be later than the one that was acknowledged: the mesh writes a status meanwhile.
   */
  long requireAll(Map<String, WrittenPolicy> acknowledged, long newest) {
    acknowledged.forEach(
        (name, written) -> {
          assertThat(byName).containsKey(name);
          WrittenPolicy stored = Objects.requireNonNull(byName.get(name));
          assertThat(stored.value()).as(name).isEqualTo(written.value());
          assertThat(stored.version()).as(name).isBetween(written.version(), revision);
        });
    assertThat(revision).isGreaterThanOrEqualTo(newest);
    return revision;
  }
}

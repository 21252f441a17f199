package dev.weft.server.directory;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.MutualTlsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Says what workloads are told of an address that leads to others, such as a service's: the
 * identities of all to whom it may lead, and the strictest of their modes. Where some of them are
 * outside the mesh, and none of the others is STRICT, it is outside the mesh as a whole: the others
 * take plaintext too. Where one is STRICT, it is mutual TLS or nothing.
 */
public final class VirtualEntry {
  private VirtualEntry() {}

  /** What is told of {@code place}, which leads to {@code behind}; empty when it is outside. */
  public static JsonArray of(Place place, List<Place> behind, Directory directory) {
    TreeSet<String> principals = new TreeSet<>();
    MutualTlsMode strictest = MutualTlsMode.DISABLE;
    boolean all = true;
    for (Place target : behind) {
      DirectoryEntry entry = directory.get(target);
      if (entry == null) {
        all = false;
        continue;
      }
      entry.principals().stream().map(SpiffeId::toString).forEach(principals::add);
      // The enum has the strictest first.
      strictest = entry.mode().compareTo(strictest) < 0 ? entry.mode() : strictest;
    }
    boolean outside = principals.isEmpty() || (!all && strictest != MutualTlsMode.STRICT);
    if (outside) {
      return new JsonArray(List.of());
    }
    List<JsonValue> names = new ArrayList<>();
    principals.stream().map(JsonString::new).forEach(names::add);
    return new JsonArray(
        List.of(
            JsonObject.builder()
                .put("address", place.address())
                .put("port", place.port())
                .put("principals", new JsonArray(names))
                .put("mode", strictest.name())
                .build()));
  }
}

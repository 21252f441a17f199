package dev.weft.server.directory;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a process said of itself with its last heartbeat.
 *
 * @param applied the config revision that it enforces; 0 when none
 * @param unprotected what it could not protect
 */
public record LeaseReport(long applied, List<LeaseRequest.Unprotected> unprotected) {
  /** Of a process that was not heard yet. */
  static final LeaseReport NONE = new LeaseReport(0, List.of());

  public LeaseReport {
    unprotected = List.copyOf(unprotected);
  }

  static LeaseReport of(LeaseRequest request) {
    return new LeaseReport(request.applied(), request.unprotected());
  }

  /** All but the revision, in JSON. */
  String json() {
    List<JsonValue> values = new ArrayList<>();
    for (LeaseRequest.Unprotected it : unprotected) {
      values.add(JsonObject.builder().put("what", it.what()).put("why", it.why()).build());
    }
    return JsonWriter.write(JsonObject.builder().put("unprotected", new JsonArray(values)).build());
  }

  /** Reads what {@link #json} wrote; what a later version says beyond that is left out. */
  static LeaseReport read(long applied, String json) {
    try {
      if (JsonReader.read(json) instanceof JsonObject object) {
        List<LeaseRequest.Unprotected> found = new ArrayList<>();
        for (JsonValue value : object.array("unprotected").values()) {
          if (value instanceof JsonObject one) {
            found.add(new LeaseRequest.Unprotected(text(one, "what"), text(one, "why")));
          }
        }
        return new LeaseReport(applied, found);
      }
    } catch (JsonFormatException e) {
      throw new StoreException("a stored heartbeat is malformed: " + e.getMessage(), e);
    }
    throw new StoreException("a stored heartbeat is malformed (expected: an object)");
  }

  private static String text(JsonObject object, String name) {
    return Optional.ofNullable(object.string(name)).orElse("");
  }
}

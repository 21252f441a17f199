package dev.weft.server.directory;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.store.StoreException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a process said of itself when it last renewed its lease.
 *
 * @param applied the config revision that it enforces; 0 when none
 * @param unprotected what it could not protect
 * @param refused the policies that it cannot enforce
 * @param requestPorts the ports on which it judges every request by itself
 */
public record Heartbeat(
    long applied,
    List<LeaseRequest.Unprotected> unprotected,
    List<LeaseRequest.RefusedPolicy> refused,
    Set<Integer> requestPorts) {
  /** What is taken of one that has said nothing. */
  static final Heartbeat NOTHING = new Heartbeat(0, List.of(), List.of(), Set.of());

  public Heartbeat {
    unprotected = List.copyOf(unprotected);
    refused = List.copyOf(refused);
    requestPorts = Set.copyOf(requestPorts);
  }

  static Heartbeat of(LeaseRequest request) {
    return new Heartbeat(
        request.applied(), request.unprotected(), request.refused(), request.requestPorts());
  }

  /** All but the revision, in JSON. */
  String json() {
    List<JsonValue> open = new ArrayList<>();
    for (LeaseRequest.Unprotected it : unprotected) {
      open.add(pair("what", it.what(), it.why()));
    }
    List<JsonValue> not = new ArrayList<>();
    for (LeaseRequest.RefusedPolicy it : refused) {
      not.add(pair("policy", it.policy(), it.why()));
    }
    return JsonWriter.write(
        JsonObject.builder()
            .put("unprotected", new JsonArray(open))
            .put("refused", new JsonArray(not))
            .put("requestPorts", new JsonArray(numbers(requestPorts)))
            .build());
  }

  /** Reads what {@link #json} wrote; what a later version says beyond that is left out. */
  static Heartbeat read(long applied, String json) {
    try {
      if (JsonReader.read(json) instanceof JsonObject object) {
        List<LeaseRequest.Unprotected> open = new ArrayList<>();
        for (JsonObject one : objects(object, "unprotected")) {
          open.add(new LeaseRequest.Unprotected(text(one, "what"), text(one, "why")));
        }
        List<LeaseRequest.RefusedPolicy> not = new ArrayList<>();
        for (JsonObject one : objects(object, "refused")) {
          not.add(new LeaseRequest.RefusedPolicy(text(one, "policy"), text(one, "why")));
        }
        return new Heartbeat(applied, open, not, ports(object));
      }
    } catch (JsonFormatException e) {
      throw new StoreException("a stored heartbeat is malformed: " + e.getMessage(), e);
    }
    throw new StoreException("a stored heartbeat is malformed (expected: an object)");
  }

  /** In order, so that what says the same reads the same. */
  private static List<JsonValue> numbers(Set<Integer> ports) {
    return ports.stream()
        .sorted()
        .<JsonValue>map(it -> new JsonNumber(BigDecimal.valueOf(it)))
        .toList();
  }

  private static Set<Integer> ports(JsonObject object) {
    Set<Integer> ports = new HashSet<>();
    for (JsonValue value : object.array("requestPorts").values()) {
      if (value instanceof JsonNumber number) {
        ports.add(Math.toIntExact(number.longValueExact()));
      }
    }
    return ports;
  }

  private static JsonObject pair(String name, String value, String why) {
    return JsonObject.builder().put(name, value).put("why", why).build();
  }

  private static List<JsonObject> objects(JsonObject object, String name) {
    List<JsonObject> found = new ArrayList<>();
    for (JsonValue value : object.array(name).values()) {
      if (value instanceof JsonObject one) {
        found.add(one);
      }
    }
    return found;
  }

  private static String text(JsonObject object, String name) {
    return Optional.ofNullable(object.string(name)).orElse("");
  }
}

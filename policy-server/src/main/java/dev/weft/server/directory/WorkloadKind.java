package dev.weft.server.directory;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.StoreException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The kind of resource as which leases are stored, and people read them. */
public final class WorkloadKind {
  public static final String GROUP = "weft.dev";
  public static final String KIND = "Workload";

  private WorkloadKind() {}

  static ResourceKey key(UUID instance, SpiffeId identity) {
    return new ResourceKey(GROUP, KIND, identity.namespace(), instance.toString());
  }

  /** The resource that says what {@code lease} does. */
  static Resource resource(Lease lease, Instant created, long generation) {
    ResourceKey key = key(lease.instance(), lease.identity());
    return new Resource(
        key,
        key.name(),
        0,
        0,
        generation,
        created,
        Optional.empty(),
        body(lease, created, generation));
  }

  private static JsonObject body(Lease lease, Instant created, long generation) {
    JsonObject.Builder metadata =
        JsonObject.builder()
            .put("name", lease.instance().toString())
            .put("namespace", lease.identity().namespace())
            .put("uid", lease.instance().toString())
            .put("resourceVersion", "0")
            .put("generation", generation)
            .put("creationTimestamp", created.truncatedTo(ChronoUnit.SECONDS).toString());
    if (!lease.labels().isEmpty()) {
      JsonObject.Builder labels = JsonObject.builder();
      new TreeMap<>(lease.labels()).forEach(labels::put);
      metadata.put("labels", labels.build());
    }
    List<JsonValue> listeners = new ArrayList<>();
    for (Place place : lease.places()) {
      listeners.add(
          JsonObject.builder().put("address", place.address()).put("port", place.port()).build());
    }
    return JsonObject.builder()
        .put("apiVersion", GROUP + "/v1")
        .put("kind", KIND)
        .put("metadata", metadata.build())
        .put(
            "spec",
            JsonObject.builder()
                .put("serviceAccount", lease.identity().serviceAccount())
                .put("spiffeId", lease.identity().toString())
                .put("host", lease.host())
                .put("listeners", new JsonArray(listeners))
                .build())
        .build();
  }

  /** The lease that {@code resource} tells of. */
  public static Lease lease(Resource resource) {
    try {
      JsonObject spec = resource.body().object("spec");
      String host = text(spec, "host");
      Map<String, String> labels = new LinkedHashMap<>();
      resource
          .body()
          .object("metadata")
          .object("labels")
          .members()
          .forEach((name, value) -> labels.put(name, ((JsonString) value).value()));
      List<Place> places = new ArrayList<>();
      for (JsonValue value : spec.array("listeners").values()) {
        places.add(place(host, (JsonObject) value));
      }
      return new Lease(
          UUID.fromString(resource.key().name()),
          SpiffeId.parse(text(spec, "spiffeId")),
          host,
          labels,
          places,
          resource.contentVersion());
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new StoreException("a stored workload is malformed: " + e.getMessage(), e);
    }
  }

  private static Place place(String host, JsonObject listener) {
    int port =
        listener.get("port") instanceof JsonNumber number
            ? Math.toIntExact(number.longValueExact())
            : 0;
    return Place.of(host, Addresses.parse(text(listener, "address")), port);
  }

  private static String text(JsonObject object, String name) {
    String text = object.string(name);
    if (text == null) {
      throw new IllegalArgumentException(name + ": missing (expected: a string)");
    }
    return text;
  }
}

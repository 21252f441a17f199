package dev.weft.server.directory;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The rows of leases. */
final class LeaseCodec {
  private LeaseCodec() {}

  static void upsert(Handle handle, Lease lease) {
    handle.execute(
        "INSERT INTO lease (instance, spiffe_id, revision, body) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (instance) DO UPDATE SET spiffe_id = excluded.spiffe_id,"
            + " revision = excluded.revision, body = excluded.body",
        lease.instance().toString(),
        lease.identity().toString(),
        lease.revision(),
        JsonWriter.write(body(lease)));
  }

  static void delete(Handle handle, UUID instance) {
    handle.execute("DELETE FROM lease WHERE instance = ?", instance.toString());
  }

  static List<Lease> load(Handle handle) {
    return handle
        .createQuery("SELECT * FROM lease ORDER BY instance")
        .map(
            (row, context) ->
                read(
                    UUID.fromString(row.getString("instance")),
                    SpiffeId.parse(row.getString("spiffe_id")),
                    row.getLong("revision"),
                    row.getString("body")))
        .list();
  }

  private static JsonObject body(Lease lease) {
    JsonObject.Builder labels = JsonObject.builder();
    new TreeMap<>(lease.labels()).forEach(labels::put);
    List<JsonValue> places = new ArrayList<>();
    for (Place place : lease.places()) {
      places.add(
          JsonObject.builder()
              .put("host", place.host())
              .put("address", place.address())
              .put("port", place.port())
              .build());
    }
    return JsonObject.builder()
        .put("host", lease.host())
        .put("labels", labels.build())
        .put("places", new JsonArray(places))
        .build();
  }

  private static Lease read(UUID instance, SpiffeId identity, long revision, String text) {
    try {
      if (JsonReader.read(text) instanceof JsonObject body) {
        Map<String, String> labels = new LinkedHashMap<>();
        body.object("labels")
            .members()
            .forEach((name, value) -> labels.put(name, ((JsonString) value).value()));
        List<Place> places = new ArrayList<>();
        for (JsonValue value : body.array("places").values()) {
          JsonObject place = (JsonObject) value;
          places.add(
              new Place(
                  String.valueOf(place.string("host")),
                  String.valueOf(place.string("address")),
                  place.get("port") instanceof JsonNumber port
                      ? Math.toIntExact(port.longValueExact())
                      : 0));
        }
        return new Lease(
            instance, identity, String.valueOf(body.string("host")), labels, places, revision);
      }
    } catch (JsonFormatException | ClassCastException e) {
      throw new StoreException("a stored lease is malformed: " + e.getMessage(), e);
    }
    throw new StoreException("a stored lease is malformed (expected: an object)");
  }
}

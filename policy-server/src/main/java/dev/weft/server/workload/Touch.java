package dev.weft.server.workload;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.directory.Place;
import dev.weft.server.store.ResourceKey;

/** Something on a shelf that changed, appeared or went away. */
sealed interface Touch {
  /** The shelf. */
  Shelf shelf();

  /** One policy. */
  record OfPolicy(Shelf shelf, ResourceKey key) implements Touch {
    /** How a config names it once it is gone. */
    byte[] nameJson() {
      return JsonWriter.writeBytes(
          JsonObject.builder().put("namespace", key.namespace()).put("name", key.name()).build());
    }
  }

  /** One entry of the directory. */
  record OfPlace(Shelf shelf, Place place) implements Touch {
    /** How a config names it once it is gone. */
    byte[] nameJson() {
      return JsonWriter.writeBytes(
          JsonObject.builder().put("address", place.address()).put("port", place.port()).build());
    }
  }

  /** So much that the shelf is to be told whole. */
  record OfAll(Shelf shelf) implements Touch {}
}

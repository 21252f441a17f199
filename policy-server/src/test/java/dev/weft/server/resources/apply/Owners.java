package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.resources.patch.Json;
import java.time.Instant;
import java.util.List;

/** Short names for what the tests of field management write and look at. */
final class Owners {
  static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  static final Instant LATER = NOON.plusSeconds(60);

  private Owners() {}

  /** A resource with {@code rest} beside its name. */
  static JsonObject resource(String rest) {
    return Json.object(
        "{'apiVersion':'weft.dev/v1','kind':'K','metadata':{'name':'x'},'spec':" + rest + "}");
  }

  /** The entries, one line each: {@code manager Operation HH:MM {fields}}. */
  static List<String> of(JsonObject resource) {
    return ManagedFields.stored(resource).entries().stream()
        .map(
            it ->
                it.manager()
                    + " "
                    + it.operation()
                    + (it.subresource().isEmpty() ? "" : "/" + it.subresource())
                    + it.time().map(time -> " " + time.toString().substring(11, 16)).orElse("")
                    + " "
                    + JsonWriter.write(FieldsV1.write(it.fields())).replace('"', '\''))
        .toList();
  }

  /** The resource without its managedFields, to compare. */
  static JsonObject bare(JsonObject resource) {
    return ManagedFields.removeFrom(resource);
  }

  /** The resource after it went through a store: written and read. */
  static JsonObject stored(JsonObject resource) {
    try {
      return (JsonObject) JsonReader.read(JsonWriter.write(resource));
    } catch (JsonFormatException e) {
      throw new AssertionError("cannot be read again", e);
    }
  }
}

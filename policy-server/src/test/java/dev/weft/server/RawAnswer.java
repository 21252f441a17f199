package dev.weft.server;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.server.http.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer as it came; names of headers are in lower case. */
@SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
record RawAnswer(int code, Map<String, String> headers, byte[] body) {
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body, which has to be an object, in JSON unless it says that it is YAML. */
  JsonObject object() {
    try {
      boolean yaml = headers.getOrDefault("content-type", "").startsWith("application/yaml");
      return (JsonObject) (yaml ? Yaml.read(body) : JsonReader.read(body));
    } catch (JsonFormatException | ClassCastException e) {
      throw new AssertionError("no object: " + text(), e);
    }
  }
}

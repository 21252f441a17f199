package dev.weft.server;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.server.http.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer as it came; names of headers are in lower case. */
@SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
record RawAnswer(int code, Map<String, String> headers, byte[] body) {
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body, which has to be an object in JSON or YAML. */
  JsonObject object() {
    try {
      return (JsonObject) Yaml.read(body);
    } catch (JsonFormatException | ClassCastException e) {
      throw new AssertionError("no object: " + text(), e);
    }
  }
}

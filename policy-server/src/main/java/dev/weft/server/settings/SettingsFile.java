package dev.weft.server.settings;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads a YAML file of settings; {@code svid.ttl: 1h} and a nested {@code svid: {ttl: 1h}}. */
final class SettingsFile {
  private SettingsFile() {}

  static Map<String, String> read(Path file) throws SettingsException {
    JsonValue document;
    try {
      document = Yaml.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new SettingsException("weft.config: " + file + ": " + e.getMessage());
    }
    if (!(document instanceof JsonObject object)) {
      throw new SettingsException(
          "weft.config: " + file + ": " + document.typeName() + " (expected: names with values)");
    }
    Map<String, String> found = new TreeMap<>();
    flatten("", object, found);
    return found;
  }

  private static void flatten(String prefix, JsonObject object, Map<String, String> found)
      throws SettingsException {
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      String name = prefix + member.getKey();
      JsonValue value = member.getValue();
      if (value instanceof JsonObject nested) {
        flatten(name + ".", nested, found);
      } else if (found.put(name, scalar(name, value)) != null) {
        throw new SettingsException("weft." + name + ": set twice (expected: once)");
      }
    }
  }

  private static String scalar(String name, JsonValue value) throws SettingsException {
    if (value instanceof JsonString text) {
      return text.value();
    }
    if (value instanceof JsonNumber number) {
      return number.value().toPlainString();
    }
    if (value instanceof JsonBoolean bool) {
      return String.valueOf(bool.value());
    }
    String type = value instanceof JsonArray || value instanceof JsonNull ? value.typeName() : "?";
    throw new SettingsException("weft." + name + ": " + type + " (expected: one value)");
  }
}

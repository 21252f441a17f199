package dev.weft.server;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import java.net.http.HttpResponse;

/** What a server answered. */
record Answer(int code, String text) {
  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body());
  }

  JsonObject json() {
    try {
      return (JsonObject) JsonReader.read(text);
    } catch (JsonFormatException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  JsonObject require(int expected) {
    if (code != expected) {
      throw new AssertionError("status " + code + " (expected: " + expected + "): " + text);
    }
    return json();
  }

  String message() {
    return String.valueOf(json().string("message"));
  }

  JsonObject cause(int index) {
    return (JsonObject) json().object("details").array("causes").values().get(index);
  }

  long number(String name) {
    return ((JsonNumber) java.util.Objects.requireNonNull(json().get(name))).longValueExact();
  }

  JsonArray array(String name) {
    return json().array(name);
  }

  /** What a config says of {@code section}: all of it, or what was added or changed. */
  JsonArray entries(String section) {
    JsonObject said = json().object(section);
    return said.array(said.get("all") == null ? "changed" : "all");
  }
}

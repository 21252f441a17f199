package dev.weft.it.harness;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Assertions;

/**
 * What the policy server answered.
 *
 * @param status the HTTP status
 * @param text the body
 */
public record Answer(int status, String text) {
  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body());
  }

  /** The body, which has to be a JSON object. */
  public JsonObject body() {
    try {
      if (JsonReader.read(text) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonFormatException e) {
      return Assertions.fail("body: no JSON: " + this, e);
    }
    return Assertions.fail("body: no JSON object: " + this);
  }

  /** This answer, provided that it tells of success. */
  public Answer ok() {
    return status / 100 == 2 ? this : Assertions.fail("answer: " + this);
  }

  /** The revision of the resource that was answered. */
  public String resourceVersion() {
    return String.valueOf(body().object("metadata").string("resourceVersion"));
  }
}

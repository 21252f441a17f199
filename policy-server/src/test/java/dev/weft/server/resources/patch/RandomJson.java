package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random documents over few names, so that two of them have much in common. */
public final class RandomJson {
  private static final List<String> NAMES =
      List.of("a", "b", "app.io/name", "t~x", "", "-", "0", "quote\"d");

  private final Random random;

  public RandomJson(Random random) {
    this.random = random;
  }

  public JsonObject object() {
    return object(4);
  }

  public JsonValue value() {
    return value(4);
  }

  private JsonObject object(int depth) {
    JsonObject.Builder object = JsonObject.builder();
    for (int left = random.nextInt(4); left > 0; left--) {
      object.put(NAMES.get(random.nextInt(NAMES.size())), value(depth - 1));
    }
    return object.build();
  }

  private JsonValue value(int depth) {
    int kind = random.nextInt(depth <= 0 ? 5 : 9);
    return switch (kind) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonValue.of(random.nextBoolean());
      case 2 -> JsonValue.of(random.nextInt(3));
      case 3 -> new JsonNumber(new BigDecimal(random.nextBoolean() ? "1.0" : "2.50"));
      case 4 -> JsonValue.of("text" + random.nextInt(2));
      case 5 -> array(depth);
      default -> object(depth);
    };
  }

  private JsonArray array(int depth) {
    List<JsonValue> elements = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      elements.add(value(depth - 1));
    }
    return new JsonArray(elements);
  }
}

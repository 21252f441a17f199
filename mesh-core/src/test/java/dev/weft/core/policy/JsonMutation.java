package dev.weft.core.policy;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes a document somewhere at random. */
final class JsonMutation {
  private static final List<String> NAMES =
      List.of("principals", "notPaths", "rules", "key", "mode", "portLevelMtls", "Principals", "x");
  private static final List<String> TEXTS =
      List.of("", "*", "DENY", "CUSTOM", "STRICT", "source.ip", "10.0.0.0/33", "a/b/c", "{x}", "é");

  private final Random random;

  JsonMutation(Random random) {
    this.random = random;
  }

  JsonValue mutate(JsonValue value) {
    if (value instanceof JsonObject object && !object.members().isEmpty() && !stop()) {
      return mutate(object);
    }
    if (value instanceof JsonArray array && !array.values().isEmpty() && !stop()) {
      return mutate(array);
    }
    return replacement(value);
  }

  private JsonValue mutate(JsonObject object) {
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
    String name = one(List.copyOf(members.keySet()));
    JsonValue member = object.members().getOrDefault(name, JsonNull.NULL);
    switch (random.nextInt(8)) {
      case 0 -> members.remove(name);
      case 1 -> members.put(one(NAMES), member);
      case 2 -> {
        members.remove(name);
        members.put(one(NAMES), member);
      }
      default -> members.put(name, mutate(member));
    }
    return new JsonObject(members);
  }

  private JsonValue mutate(JsonArray array) {
    List<JsonValue> values = new ArrayList<>(array.values());
    int index = random.nextInt(values.size());
    switch (random.nextInt(6)) {
      case 0 -> values.remove(index);
      case 1 -> values.add(values.get(index));
      case 2 -> values.add(replacement(values.get(index)));
      default -> values.set(index, mutate(values.get(index)));
    }
    return new JsonArray(values);
  }

  private JsonValue replacement(JsonValue value) {
    return switch (random.nextInt(8)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonValue.of(random.nextInt());
      case 2 -> JsonValue.of(random.nextBoolean());
      case 3 -> new JsonArray(List.of(value));
      case 4 -> JsonObject.builder().put(one(NAMES), value).build();
      case 5 -> JsonObject.EMPTY;
      case 6 -> value instanceof JsonNumber ? value : new JsonArray(List.of());
      default -> new JsonString(one(TEXTS));
    };
  }

  private boolean stop() {
    return random.nextInt(12) == 0;
  }

  private String one(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}

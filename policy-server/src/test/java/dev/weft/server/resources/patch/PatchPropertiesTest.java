package dev.weft.server.resources.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatchPropertiesTest {
  private static final long SEED = 20260501;

  @Test
  void jsonPatch_madeFromDifference_turnsOneIntoTheOther() {
    RandomJson random = new RandomJson(new Random(SEED));
    for (int i = 0; i < 5_000; i++) {
      JsonObject from = random.object();
      JsonObject to = random.object();
      JsonArray patch = patchBetween(from, to);
      assertThat(JsonEquality.same(JsonPatch.apply(from, patch), to))
          .as("seed %d round %d: %s by %s", SEED, i, from, patch)
          .isTrue();
    }
  }

  @Test
  void mergePatch_madeFromDifference_turnsOneIntoTheOther() {
    RandomJson random = new RandomJson(new Random(SEED));
    for (int i = 0; i < 5_000; i++) {
      JsonObject from = withoutNulls(random.object());
      JsonObject to = withoutNulls(random.object());
      JsonObject patch = mergePatchBetween(from, to);
      JsonObject patched = MergePatch.apply(from, patch);
      assertThat(JsonEquality.same(patched, to))
          .as("seed %d round %d: %s by %s", SEED, i, from, patch)
          .isTrue();
    }
  }

  @Test
  void anyPatch_random_givesResultOrRefusal() {
    Random seeded = new Random(SEED);
    RandomJson random = new RandomJson(seeded);
    int applied = 0;
    for (int i = 0; i < 20_000; i++) {
      JsonObject original = random.object();
      JsonValue patch = i % 2 == 0 ? random.value() : randomOperations(seeded, random);
      applied += survives(original, patch, i);
    }
    assertThat(applied).as("patches that applied, seed %d", SEED).isGreaterThan(500);
  }

  @Test
  void diff_random_isEmptyOnlyForTheSame() {
    RandomJson random = new RandomJson(new Random(SEED));
    for (int i = 0; i < 5_000; i++) {
      JsonObject from = random.object();
      JsonObject to = random.object();
      assertThat(Diff.between(from, to).isEmpty())
          .as("seed %d round %d: %s and %s", SEED, i, from, to)
          .isEqualTo(JsonEquality.same(from, to));
    }
  }

  private static int survives(JsonObject original, JsonValue patch, int round) {
    int applied = 0;
    try {
      MergePatch.apply(original, patch);
    } catch (ApiException e) {
      assertThat(e.code()).isEqualTo(400);
    }
    try {
      JsonPatch.apply(original, patch);
      applied++;
    } catch (ApiException e) {
      assertThat(e.code()).isIn(400, 413, 422);
    } catch (RuntimeException e) {
      fail("seed " + SEED + " round " + round + ": " + original + " by " + patch, e);
    }
    return applied;
  }

  private static JsonArray randomOperations(Random seeded, RandomJson random) {
    List<String> names = List.of("add", "remove", "replace", "move", "copy", "test");
    List<JsonValue> operations = new ArrayList<>();
    for (int left = 1 + seeded.nextInt(3); left > 0; left--) {
      operations.add(
          JsonObject.builder()
              .put("op", names.get(seeded.nextInt(names.size())))
              .put("path", randomPointer(seeded))
              .put("from", randomPointer(seeded))
              .put("value", random.value())
              .build());
    }
    return new JsonArray(operations);
  }

  private static String randomPointer(Random seeded) {
    List<String> tokens = List.of("a", "b", "app.io~1name", "t~0x", "", "-", "0", "1");
    StringBuilder pointer = new StringBuilder();
    for (int left = seeded.nextInt(3); left > 0; left--) {
      pointer.append('/').append(tokens.get(seeded.nextInt(tokens.size())));
    }
    return pointer.toString();
  }

  private static JsonArray patchBetween(JsonObject from, JsonObject to) {
    List<JsonValue> operations = new ArrayList<>();
    diff("", from, to, operations);
    return new JsonArray(operations);
  }

  private static void diff(String at, JsonValue from, JsonValue to, List<JsonValue> operations) {
    if (from instanceof JsonObject a && to instanceof JsonObject b) {
      for (String name : a.members().keySet()) {
        String path = at + "/" + name.replace("~", "~0").replace("/", "~1");
        JsonValue after = b.get(name);
        if (after == null) {
          operations.add(JsonObject.builder().put("op", "remove").put("path", path).build());
        } else {
          diff(path, a.members().getOrDefault(name, JsonNull.NULL), after, operations);
        }
      }
      for (Map.Entry<String, JsonValue> member : b.members().entrySet()) {
        if (a.get(member.getKey()) == null) {
          String name = member.getKey().replace("~", "~0").replace("/", "~1");
          operations.add(operation("add", at + "/" + name, member.getValue()));
        }
      }
    } else if (from instanceof JsonArray a && to instanceof JsonArray b) {
      int common = Math.min(a.values().size(), b.values().size());
      for (int i = 0; i < common; i++) {
        diff(at + "/" + i, a.values().get(i), b.values().get(i), operations);
      }
      for (int i = a.values().size(); i > common; i--) {
        operations.add(
            JsonObject.builder().put("op", "remove").put("path", at + "/" + (i - 1)).build());
      }
      for (int i = common; i < b.values().size(); i++) {
        operations.add(operation("add", at + "/-", b.values().get(i)));
      }
    } else if (!from.equals(to)) {
      operations.add(operation("test", at, from));
      operations.add(operation("replace", at, to));
    }
  }

  private static JsonObject operation(String name, String path, JsonValue value) {
    return JsonObject.builder().put("op", name).put("path", path).put("value", value).build();
  }

  private static JsonObject mergePatchBetween(JsonObject from, JsonObject to) {
    JsonObject.Builder patch = JsonObject.builder();
    for (String name : from.members().keySet()) {
      if (to.get(name) == null) {
        patch.put(name, JsonNull.NULL);
      }
    }
    to.members()
        .forEach(
            (name, value) ->
                patch.put(
                    name,
                    value instanceof JsonObject after && from.get(name) instanceof JsonObject before
                        ? mergePatchBetween(before, after)
                        : value));
    return patch.build();
  }

  /** A merge patch cannot say that a member of an object is null. */
  private static JsonObject withoutNulls(JsonObject object) {
    JsonObject.Builder rest = JsonObject.builder();
    object
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof JsonObject inner) {
                rest.put(name, withoutNulls(inner));
              } else if (!(value instanceof JsonNull)) {
                rest.put(name, value);
              }
            });
    return rest.build();
  }
}

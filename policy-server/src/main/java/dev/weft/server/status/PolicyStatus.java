package dev.weft.server.status;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the mesh says of one policy.
 *
 * @param generation the generation it speaks of
 * @param selected how many workloads the policy is for
 * @param enforcing how many of them have acknowledged it
 * @param refused how many workloads cannot enforce it
 * @param conditions what follows from that
 */
record PolicyStatus(
    long generation, int selected, int enforcing, int refused, List<PolicyCondition> conditions) {
  PolicyStatus {
    conditions = List.copyOf(conditions);
  }

  /** The status in JSON, in the place of {@code before}. */
  JsonObject over(JsonObject before, Instant now) {
    List<JsonValue> listed = new ArrayList<>();
    for (PolicyCondition condition : conditions) {
      listed.add(condition.toJson(find(before, condition.type()), generation, now));
    }
    return JsonObject.builder()
        .put("observedGeneration", generation)
        .put(
            "workloads",
            JsonObject.builder()
                .put("selected", selected)
                .put("enforcing", enforcing)
                .put("refused", refused)
                .build())
        .put("conditions", new JsonArray(listed))
        .build();
  }

  private static JsonObject find(JsonObject status, String type) {
    for (JsonValue value : status.array("conditions").values()) {
      if (value instanceof JsonObject condition && type.equals(condition.string("type"))) {
        return condition;
      }
    }
    return JsonObject.EMPTY;
  }
}

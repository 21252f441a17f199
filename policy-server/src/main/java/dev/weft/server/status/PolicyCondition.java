package dev.weft.server.status;

import dev.weft.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One thing that holds of a policy or does not (Kubernetes metav1.Condition).
 *
 * @param type what it is about
 * @param status whether it holds
 * @param reason why, in one word for programs
 * @param message why, for people
 */
record PolicyCondition(String type, Status status, String reason, String message) {
  /** The policy was understood and stored. */
  static final String ACCEPTED = "Accepted";

  /** Every workload that the policy selects enforces it. */
  static final String ENFORCED = "Enforced";

  /** Some workloads enforce a part of it only. Left out when it does not hold. */
  static final String PARTIAL = "Partial";

  /** Whether a condition holds. */
  enum Status {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String text;

    Status(String text) {
      this.text = text;
    }
  }

  /** The condition in JSON; its time is that of {@code before} unless its status changes. */
  JsonObject toJson(JsonObject before, long generation, Instant now) {
    String since = before.string("lastTransitionTime");
    if (since == null || !status.text.equals(before.string("status"))) {
      since = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
    return JsonObject.builder()
        .put("type", type)
        .put("status", status.text)
        .put("reason", reason)
        .put("message", message)
        .put("lastTransitionTime", since)
        .put("observedGeneration", generation)
        .build();
  }
}

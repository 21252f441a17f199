package dev.weft.server.review;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.MutualTlsMode;
import java.util.Optional;

/**
 * What a review is answered with.
 *
 * @param allowed whether the request would be let through
 * @param reason the code of the reason
 * @param policy the policy, {@code namespace/name}, that decided
 * @param rule the index of the rule that decided; {@link Decision#NO_RULE} when none did
 * @param mode what the port accepts
 * @param modePolicy the policy that says so
 * @param message what else there is to know
 */
record Answer(
    boolean allowed,
    String reason,
    Optional<String> policy,
    int rule,
    MutualTlsMode mode,
    Optional<String> modePolicy,
    Optional<String> message) {

  JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder().put("allowed", allowed).put("reason", reason);
    policy.ifPresent(it -> json.put("policy", it));
    if (rule != Decision.NO_RULE) {
      json.put("rule", rule);
    }
    JsonObject.Builder mtls = JsonObject.builder().put("mode", mode.name());
    modePolicy.ifPresent(it -> mtls.put("policy", it));
    json.put("mtls", mtls.build());
    message.ifPresent(it -> json.put("message", it));
    return json.build();
  }
}

package dev.weft.server.resources.kubectl;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import java.util.List;

/** Answers the questions of {@code kubectl auth}: whoever asks may do everything. */
final class Reviews {
  private Reviews() {}

  static JsonObject answer(JsonObject review) {
    JsonArray all = JsonArray.ofStrings(List.of("*"));
    JsonObject.Builder status = JsonObject.builder();
    switch (String.valueOf(review.string("kind"))) {
      case "SelfSubjectAccessReview" -> status.put("allowed", true);
      case "SelfSubjectRulesReview" ->
          status
              .put("incomplete", false)
              .put("nonResourceRules", new JsonArray(List.of()))
              .put(
                  "resourceRules",
                  new JsonArray(
                      List.of(
                          JsonObject.builder()
                              .put("verbs", all)
                              .put("apiGroups", all)
                              .put("resources", all)
                              .build())));
      default ->
          status.put(
              "userInfo",
              JsonObject.builder()
                  .put("username", "ada")
                  .put("groups", JsonArray.ofStrings(List.of("editors")))
                  .build());
    }
    return review.with("status", status.build());
  }
}

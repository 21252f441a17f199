package dev.weft.server.access.review;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.access.Grants;
import dev.weft.server.http.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * "What may I do in this namespace?": {@code SelfSubjectRulesReview} of {@code
 * authorization.k8s.io/v1}. The answer is complete.
 */
final class SelfRulesReview implements SelfReview {
  private static final ReviewKind KIND =
      new ReviewKind(
          "authorization.k8s.io", "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews");

  @Override
  public ReviewKind kind() {
    return KIND;
  }

  @Override
  public JsonObject answer(Caller.Person person, JsonObject body) {
    JsonObject spec = KIND.spec(body);
    ReviewKind.requireFields("spec.", spec, Set.of("namespace"));
    List<JsonValue> resources = new ArrayList<>();
    for (Grants.ResourceRule rule :
        person.grants().rules(ReviewKind.text("spec.", "namespace", spec))) {
      resources.add(
          JsonObject.builder()
              .put("verbs", JsonArray.ofStrings(rule.verbs()))
              .put("apiGroups", JsonArray.ofStrings(rule.groups()))
              .put("resources", JsonArray.ofStrings(rule.resources()))
              .build());
    }
    List<JsonValue> paths = new ArrayList<>();
    for (Grants.PathRule rule : person.grants().pathRules()) {
      paths.add(
          JsonObject.builder()
              .put("verbs", JsonArray.ofStrings(rule.verbs()))
              .put("nonResourceURLs", JsonArray.ofStrings(rule.paths()))
              .build());
    }
    return KIND.answer(
        spec,
        JsonObject.builder()
            .put("resourceRules", new JsonArray(resources))
            .put("nonResourceRules", new JsonArray(paths))
            .put("incomplete", false)
            .build());
  }
}

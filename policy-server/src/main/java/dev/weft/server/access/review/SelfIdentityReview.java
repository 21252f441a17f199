package dev.weft.server.access.review;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.server.http.Caller;
import java.util.Set;

/** "Who am I?": {@code SelfSubjectReview} of {@code authentication.k8s.io/v1}. */
final class SelfIdentityReview implements SelfReview {
  private static final ReviewKind KIND =
      new ReviewKind("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews");

  @Override
  public ReviewKind kind() {
    return KIND;
  }

  @Override
  public JsonObject answer(Caller.Person person, JsonObject body) {
    ReviewKind.requireFields("spec.", KIND.spec(body), Set.of());
    JsonObject user =
        JsonObject.builder()
            .put("username", person.name())
            .put("groups", JsonArray.ofStrings(person.groups()))
            .build();
    return KIND.answer(JsonObject.EMPTY, JsonObject.builder().put("userInfo", user).build())
        .without("spec");
  }
}

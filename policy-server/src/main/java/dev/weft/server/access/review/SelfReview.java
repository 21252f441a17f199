package dev.weft.server.access.review;

import dev.weft.core.json.JsonObject;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;
import java.util.List;

/**
 * A question of a person about themselves: created with {@code POST
 * /apis/<group>/<version>/<plural>}, answered with 201 and its {@code status}, and kept nowhere.
 */
public interface SelfReview {
  /** All of them. */
  List<SelfReview> ALL =
      List.of(new SelfAccessReview(), new SelfRulesReview(), new SelfIdentityReview());

  /** What it is called. */
  ReviewKind kind();

  /**
   * The answer.
   *
   * @param body the question as it was sent
   * @throws ApiException 400 when it is malformed
   */
  JsonObject answer(Caller.Person person, JsonObject body);
}

package dev.weft.server.review;

import dev.weft.server.http.ApiException;
import dev.weft.server.http.Cause;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one review, by field. Not thread-safe. */
final class Findings {
  /** More are counted but not kept, so that an answer stays small. */
  private static final int MAX_KEPT = 100;

  private static final int MAX_EXCERPT = 100;

  private final List<Cause> kept = new ArrayList<>();
  private int more;

  /** Notes that {@code field} is wrong. */
  void add(String field, String message) {
    if (kept.size() < MAX_KEPT) {
      kept.add(new Cause(field, message));
    } else {
      more++;
    }
  }

  /** Notes that {@code field} holds {@code value} where {@code expected} has to be. */
  void add(String field, String value, String expected) {
    add(field, "value: " + excerpt(value) + " (expected: " + expected + ")");
  }

  /**
   * Refuses the review if anything is wrong with it.
   *
   * @throws ApiException 422 when anything is wrong
   */
  void throwIfAny() {
    if (kept.isEmpty()) {
      return;
    }
    List<Cause> all = new ArrayList<>(kept);
    if (more > 0) {
      all.add(new Cause("", more + " more errors (expected: none)"));
    }
    throw ApiException.invalid(AccessReviewEvaluator.GROUP, AccessReviewEvaluator.KIND, "", all);
  }

  private static String excerpt(String value) {
    StringBuilder printable = new StringBuilder("\"");
    value
        .codePoints()
        .limit(MAX_EXCERPT)
        .forEach(c -> printable.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return printable.append(value.length() > MAX_EXCERPT ? "...\"" : "\"").toString();
  }
}

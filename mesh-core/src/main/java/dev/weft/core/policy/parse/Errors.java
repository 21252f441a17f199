package dev.weft.core.policy.parse;

import dev.weft.core.policy.FieldError;
import dev.weft.core.policy.PolicyFormatException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one resource. Not thread-safe. */
public final class Errors {
  /** More than this many are counted but not kept, so that an answer stays small. */
  static final int MAX_KEPT = 100;

  /** Longest excerpt of the input in a message, in characters. */
  private static final int MAX_EXCERPT = 100;

  private final List<FieldError> kept = new ArrayList<>();
  private int more;

  /** Notes that {@code field} is wrong. */
  public void add(String field, String message) {
    if (kept.size() < MAX_KEPT) {
      kept.add(new FieldError(field, message));
    } else {
      more++;
    }
  }

  /** Notes that {@code field} holds {@code value} where {@code expected} has to be. */
  public void add(String field, String value, String expected) {
    add(field, "value: " + excerpt(value) + " (expected: " + expected + ")");
  }

  /** Whether anything is wrong. */
  public boolean any() {
    return !kept.isEmpty();
  }

  /**
   * Refuses the resource if anything is wrong with it.
   *
   * @throws PolicyFormatException when anything is wrong
   */
  public void throwIfAny() throws PolicyFormatException {
    if (kept.isEmpty()) {
      return;
    }
    List<FieldError> all = new ArrayList<>(kept);
    if (more > 0) {
      all.add(new FieldError("", more + " more errors (expected: none)"));
    }
    throw new PolicyFormatException(all);
  }

  private static String excerpt(String value) {
    String text = value.length() <= MAX_EXCERPT ? value : value.substring(0, MAX_EXCERPT) + "...";
    StringBuilder printable = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> printable.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return printable.append('"').toString();
  }
}

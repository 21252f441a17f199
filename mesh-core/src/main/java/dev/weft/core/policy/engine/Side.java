package dev.weft.core.policy.engine;

import dev.weft.core.policy.Terms;
import java.util.ArrayList;
import java.util.List;

/**
 * A field, or its {@code not} twin.
 *
 * @param values the values; never empty
 * @param negated whether none of them may match
 */
record Side(List<String> values, boolean negated) {
  /** The sides of {@code terms} that say anything. */
  static List<Side> of(Terms terms) {
    List<Side> sides = new ArrayList<>();
    if (!terms.values().isEmpty()) {
      sides.add(new Side(terms.values(), false));
    }
    if (!terms.notValues().isEmpty()) {
      sides.add(new Side(terms.notValues(), true));
    }
    return sides;
  }

  /** {@code check} for this side. */
  Check of(Check check) {
    return negated ? new NotCheck(check) : check;
  }
}

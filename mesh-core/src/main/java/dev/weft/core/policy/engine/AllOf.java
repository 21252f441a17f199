package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.RequestFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks of which all have to match, the cheapest first. Immutable.
 *
 * <p>Policies say the same things again and again: a namespace, a port, a method. What several
 * rules ask is asked once for a decision. The answers so far travel in one word, so that nothing is
 * allocated: for each slot one bit says that the answer is known, and one what it is; {@link
 * #MATCH} says whether the checks asked last matched.
 */
final class AllOf {
  /** How many checks can have a slot. */
  static final int SLOTS = 31;

  /** Nothing asked yet. */
  static final long UNASKED = 0;

  /** Set in what {@link #ask} returns when all checks match. */
  static final long MATCH = 1L << 62;

  private static final int NO_SLOT = -1;
  private static final long KNOWN = 1;
  private static final long HOLDS = 1L << SLOTS;

  private final Check[] checks;
  private final int[] slots;

  private AllOf(Check[] checks, int[] slots) {
    this.checks = checks;
    this.slots = slots;
  }

  /** {@code checks}; those in {@code slots} share their answers with others. */
  static AllOf of(List<Check> checks, Map<Check, Integer> slots) {
    Check[] sorted =
        checks.stream().sorted(Comparator.comparingInt(Check::cost)).toArray(Check[]::new);
    int[] numbers = new int[sorted.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = slots.getOrDefault(sorted[i], NO_SLOT);
    }
    return new AllOf(sorted, numbers);
  }

  void forEach(Consumer<Check> action) {
    for (Check check : checks) {
      action.accept(check);
    }
  }

  List<Check> checks() {
    return List.of(checks);
  }

  /**
   * What is left to be asked of requests on {@code connection}; null when one of its own checks
   * does not match.
   */
  @Nullable AllOf on(ConnectionFacts connection) {
    List<Check> left = new ArrayList<>();
    for (Check check : checks) {
      if (!check.isOfConnection()) {
        left.add(check);
      } else if (!check.matches(connection, null, "", 0)) {
        return null;
      }
    }
    return AllOf.of(left, Map.of());
  }

  /** Whether there is nothing to ask. */
  boolean isEmpty() {
    return checks.length == 0;
  }

  /**
   * Asks the checks until one does not match.
   *
   * @param answers the answers so far; {@link #UNASKED} at first
   * @return the answers with those that came to be known, and {@link #MATCH} or not
   */
  long ask(
      long answers,
      ConnectionFacts connection,
      @Nullable RequestFacts request,
      String path,
      int pathEnd) {
    long known = answers;
    for (int i = 0; i < checks.length; i++) {
      int slot = slots[i];
      boolean holds;
      if (slot >= 0 && (known & (KNOWN << slot)) != 0) {
        holds = (known & (HOLDS << slot)) != 0;
      } else {
        holds = checks[i].matches(connection, request, path, pathEnd);
        if (slot >= 0) {
          known |= (holds ? KNOWN | HOLDS : KNOWN) << slot;
        }
      }
      if (!holds) {
        return known & ~MATCH;
      }
    }
    return known | MATCH;
  }
}

package dev.weft.core.policy.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Finds what several rules ask, while they are compiled. Not thread-safe. */
final class SharedChecks {
  private final Map<Question, Check> made = new HashMap<>();

  /**
   * The check for a question, made by {@code make} when it has not been asked before.
   *
   * @param what what is looked at
   * @param side what it has to be
   * @param context what else the answer depends on
   */
  Check of(Object what, Side side, Object context, Supplier<Check> make) {
    return made.computeIfAbsent(new Question(what, side, context), it -> make.get());
  }

  /** A slot for each check that several of {@code rules} have, as far as there are slots. */
  static Map<Check, Integer> slots(List<CompiledRule> rules) {
    Map<Check, Integer> slots = new HashMap<>();
    Set<Check> seen = new HashSet<>();
    for (CompiledRule rule : rules) {
      rule.forEachCheck(
          check -> {
            if (!seen.add(check) && slots.size() < AllOf.SLOTS) {
              slots.putIfAbsent(check, slots.size());
            }
          });
    }
    return slots;
  }

  private record Question(Object what, Side side, Object context) {}
}

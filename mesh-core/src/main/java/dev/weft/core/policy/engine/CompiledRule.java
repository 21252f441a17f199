package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.RequestFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule with the decision that it makes. Where there is no choice between sources or between
 * operations, their checks stand with the others that all have to match, the cheapest first.
 */
final class CompiledRule {
  private static final Check[][] NO_CHOICE = new Check[0][];

  private final Check[] all;
  private final Check[][] from;
  private final Check[][] to;
  private final Decision decision;

  CompiledRule(List<Check[]> from, List<Check[]> to, Check[] when, Decision decision) {
    List<Check> checks = new ArrayList<>(List.of(when));
    if (from.size() == 1) {
      checks.addAll(List.of(from.get(0)));
    }
    if (to.size() == 1) {
      checks.addAll(List.of(to.get(0)));
    }
    this.all = sorted(checks);
    this.from = choices(from);
    this.to = choices(to);
    this.decision = decision;
  }

  private static Check[][] choices(List<Check[]> alternatives) {
    return alternatives.size() <= 1
        ? NO_CHOICE
        : alternatives.stream().map(it -> sorted(List.of(it))).toArray(Check[][]::new);
  }

  private static Check[] sorted(List<Check> checks) {
    return checks.stream().sorted(Comparator.comparingInt(Check::cost)).toArray(Check[]::new);
  }

  /** What is decided when this rule matches; names the policy and the rule. */
  Decision decision() {
    return decision;
  }

  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    return all(all, connection, request, path, pathEnd)
        && any(to, connection, request, path, pathEnd)
        && any(from, connection, request, path, pathEnd);
  }

  private static boolean any(
      Check[][] alternatives,
      ConnectionFacts connection,
      @Nullable RequestFacts request,
      String path,
      int pathEnd) {
    for (Check[] alternative : alternatives) {
      if (all(alternative, connection, request, path, pathEnd)) {
        return true;
      }
    }
    return alternatives.length == 0;
  }

  private static boolean all(
      Check[] checks,
      ConnectionFacts connection,
      @Nullable RequestFacts request,
      String path,
      int pathEnd) {
    for (Check check : checks) {
      if (!check.matches(connection, request, path, pathEnd)) {
        return false;
      }
    }
    return true;
  }
}

package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.RequestFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rule with the decision that it makes. */
final class CompiledRule {
  private final Check[][] from;
  private final Check[][] to;
  private final Check[] when;
  private final Decision decision;

  CompiledRule(List<Check[]> from, List<Check[]> to, Check[] when, Decision decision) {
    this.from = from.toArray(new Check[0][]);
    this.to = to.toArray(new Check[0][]);
    this.when = when;
    this.decision = decision;
  }

  /** What is decided when this rule matches; names the policy and the rule. */
  Decision decision() {
    return decision;
  }

  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    return any(to, connection, request, path, pathEnd)
        && any(from, connection, request, path, pathEnd)
        && all(when, connection, request, path, pathEnd);
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

package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.RequestFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One rule with the decision that it makes. Where there is no choice between sources or between
 * operations, their checks stand with the others that all have to match. Immutable.
 */
final class CompiledRule {
  private final AllOf all;
  private final AllOf[] from;
  private final AllOf[] to;
  private final Decision decision;

  private CompiledRule(AllOf all, AllOf[] from, AllOf[] to, Decision decision) {
    this.all = all;
    this.from = from;
    this.to = to;
    this.decision = decision;
  }

  static CompiledRule of(
      List<List<Check>> from, List<List<Check>> to, List<Check> when, Decision decision) {
    List<Check> all = new ArrayList<>(when);
    if (from.size() == 1) {
      all.addAll(from.get(0));
    }
    if (to.size() == 1) {
      all.addAll(to.get(0));
    }
    return new CompiledRule(AllOf.of(all, Map.of()), choices(from), choices(to), decision);
  }

  private static AllOf[] choices(List<List<Check>> alternatives) {
    return alternatives.size() <= 1
        ? new AllOf[0]
        : alternatives.stream().map(it -> AllOf.of(it, Map.of())).toArray(AllOf[]::new);
  }

  /** The same rule, whose checks share their answers as {@code slots} says. */
  CompiledRule sharing(Map<Check, Integer> slots) {
    return new CompiledRule(
        AllOf.of(all.checks(), slots), sharing(from, slots), sharing(to, slots), decision);
  }

  private static AllOf[] sharing(AllOf[] alternatives, Map<Check, Integer> slots) {
    return Arrays.stream(alternatives)
        .map(it -> AllOf.of(it.checks(), slots))
        .toArray(AllOf[]::new);
  }

  /** What is left of the rule for requests on {@code connection}; null when none can match. */
  @Nullable CompiledRule on(ConnectionFacts connection) {
    AllOf left = all.on(connection);
    AllOf[] leftFrom = on(from, connection);
    AllOf[] leftTo = on(to, connection);
    return left == null || leftFrom == null || leftTo == null
        ? null
        : new CompiledRule(left, leftFrom, leftTo, decision);
  }

  /** The alternatives that can still match; none when one of them always does; null for never. */
  private static AllOf @Nullable [] on(AllOf[] alternatives, ConnectionFacts connection) {
    List<AllOf> left = new ArrayList<>();
    for (AllOf alternative : alternatives) {
      AllOf rest = alternative.on(connection);
      if (rest != null && rest.isEmpty()) {
        return new AllOf[0];
      }
      if (rest != null) {
        left.add(rest);
      }
    }
    return left.isEmpty() && alternatives.length > 0 ? null : left.toArray(AllOf[]::new);
  }

  /** Whether it matches whatever is asked. */
  boolean isUnconditional() {
    return all.isEmpty() && from.length == 0 && to.length == 0;
  }

  void forEachCheck(Consumer<Check> action) {
    all.forEach(action);
    Arrays.stream(from).forEach(it -> it.forEach(action));
    Arrays.stream(to).forEach(it -> it.forEach(action));
  }

  /** What is decided when this rule matches; names the policy and the rule. */
  Decision decision() {
    return decision;
  }

  /** Whether it matches. */
  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    return (ask(AllOf.UNASKED, connection, request, path, pathEnd) & AllOf.MATCH) != 0;
  }

  /** Whether it matches, given and with the answers so far; see {@link AllOf#ask}. */
  long ask(
      long answers,
      ConnectionFacts connection,
      @Nullable RequestFacts request,
      String path,
      int pathEnd) {
    long known = all.ask(answers, connection, request, path, pathEnd);
    if ((known & AllOf.MATCH) != 0 && to.length > 0) {
      known = any(to, known, connection, request, path, pathEnd);
    }
    if ((known & AllOf.MATCH) != 0 && from.length > 0) {
      known = any(from, known, connection, request, path, pathEnd);
    }
    return known;
  }

  private static long any(
      AllOf[] alternatives,
      long answers,
      ConnectionFacts connection,
      @Nullable RequestFacts request,
      String path,
      int pathEnd) {
    long known = answers;
    for (AllOf alternative : alternatives) {
      known = alternative.ask(known, connection, request, path, pathEnd);
      if ((known & AllOf.MATCH) != 0) {
        return known;
      }
    }
    return known;
  }
}

package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.Reason;
import dev.weft.core.policy.RequestFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that decide, in the order in which they are asked. Immutable. */
final class RuleChain {
  private static final Decision NO_ALLOW_POLICY =
      new Decision.Allow(null, Decision.NO_RULE, Reason.NO_ALLOW_POLICY);
  private static final Decision DEFAULT_DENY =
      new Decision.Deny(null, Decision.NO_RULE, Reason.DEFAULT_DENY);

  private final CompiledRule[] deny;
  private final CompiledRule[] allow;
  private final boolean hasAllowPolicy;

  /**
   * A chain.
   *
   * @param deny the rules of DENY policies
   * @param allow the rules of ALLOW policies
   * @param hasAllowPolicy whether there is an ALLOW policy, though it may have no rule
   */
  RuleChain(List<CompiledRule> deny, List<CompiledRule> allow, boolean hasAllowPolicy) {
    List<CompiledRule> all = new ArrayList<>(deny);
    all.addAll(allow);
    Map<Check, Integer> slots = SharedChecks.slots(all);
    this.deny = deny.stream().map(it -> it.sharing(slots)).toArray(CompiledRule[]::new);
    this.allow = allow.stream().map(it -> it.sharing(slots)).toArray(CompiledRule[]::new);
    this.hasAllowPolicy = hasAllowPolicy;
  }

  boolean isEmpty() {
    return deny.length == 0 && !hasAllowPolicy;
  }

  /** What is left of the chain for requests on {@code connection}. */
  RuleChain on(ConnectionFacts connection) {
    return new RuleChain(on(deny, connection), on(allow, connection), hasAllowPolicy);
  }

  /** Up to the first rule that always matches; those behind it are never asked. */
  static List<CompiledRule> on(CompiledRule[] rules, ConnectionFacts connection) {
    List<CompiledRule> left = new ArrayList<>();
    for (CompiledRule rule : rules) {
      CompiledRule rest = rule.on(connection);
      if (rest != null) {
        left.add(rest);
        if (rest.isUnconditional()) {
          break;
        }
      }
    }
    return left;
  }

  Decision decide(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    long answers = AllOf.UNASKED;
    for (CompiledRule rule : deny) {
      answers = rule.ask(answers, connection, request, path, pathEnd);
      if ((answers & AllOf.MATCH) != 0) {
        return rule.decision();
      }
    }
    if (!hasAllowPolicy) {
      return NO_ALLOW_POLICY;
    }
    for (CompiledRule rule : allow) {
      answers = rule.ask(answers, connection, request, path, pathEnd);
      if ((answers & AllOf.MATCH) != 0) {
        return rule.decision();
      }
    }
    return DEFAULT_DENY;
  }
}

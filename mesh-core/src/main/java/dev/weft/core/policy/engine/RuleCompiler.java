package dev.weft.core.policy.engine;

import dev.weft.core.policy.Action;
import dev.weft.core.policy.Condition;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.Operation;
import dev.weft.core.policy.Rule;
import dev.weft.core.policy.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles the rules of one policy. */
final class RuleCompiler {
  private final FieldCompiler fields;
  private final Sight sight;
  private final boolean allows;

  RuleCompiler(FieldCompiler fields, Sight sight, Action action) {
    this.fields = fields;
    this.sight = sight;
    this.allows = action == Action.ALLOW;
  }

  /** {@code rule}, or null when it can never match at this layer. */
  @Nullable CompiledRule compile(Rule rule, Decision decision) {
    if (RequestFields.in(rule) && !sight.keeps(allows)) {
      return null;
    }
    List<List<Check>> from = new ArrayList<>();
    for (Source source : rule.from()) {
      from.add(fields.source(source));
    }
    List<List<Check>> to = new ArrayList<>();
    for (Operation operation : rule.to()) {
      to.add(fields.operation(operation));
    }
    List<Check> when = new ArrayList<>();
    for (Condition condition : rule.when()) {
      when.addAll(fields.condition(condition));
    }
    return CompiledRule.of(from, to, when, decision);
  }
}

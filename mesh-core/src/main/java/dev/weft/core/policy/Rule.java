package dev.weft.core.policy;

import java.util.List;

/**
 * One rule: matches when any source, any operation and all conditions match. An empty list places
 * no restriction.
 *
 * @param from the sources
 * @param to the operations
 * @param when the conditions
 */
public record Rule(List<Source> from, List<Operation> to, List<Condition> when) {
  /** The empty rule, which matches everything. */
  public static final Rule ANY = new Rule(List.of(), List.of(), List.of());

  public Rule {
    from = List.copyOf(from);
    to = List.copyOf(to);
    when = List.copyOf(when);
  }
}

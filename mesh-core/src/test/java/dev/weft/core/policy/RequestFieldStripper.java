package dev.weft.core.policy;

import java.util.List;

/** Takes out of policies and rules what an enforcer of connections cannot see. */
final class RequestFieldStripper {
  private RequestFieldStripper() {}

  static AuthorizationPolicy strip(AuthorizationPolicy policy) {
    List<Rule> rules = policy.rules().stream().map(RequestFieldStripper::strip).toList();
    return new AuthorizationPolicy(
        policy.metadata(), policy.selector(), policy.targetRefs(), policy.action(), rules);
  }

  static Rule strip(Rule rule) {
    return new Rule(
        rule.from().stream().map(RequestFieldStripper::strip).toList(),
        rule.to().stream().map(RequestFieldStripper::strip).toList(),
        rule.when().stream()
            .filter(condition -> condition.attribute().kind().layer() == Layer.CONNECTION)
            .toList());
  }

  private static Source strip(Source source) {
    return new Source(
        source.principals(),
        Terms.NONE,
        source.namespaces(),
        source.serviceAccounts(),
        source.trustDomains(),
        source.ipBlocks(),
        Terms.NONE);
  }

  private static Operation strip(Operation operation) {
    return new Operation(Terms.NONE, operation.ports(), Terms.NONE, Terms.NONE);
  }
}

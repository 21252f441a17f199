package dev.weft.server.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said of one policy.
 *
 * @param facts the policy
 * @param status what its workloads make of it
 */
record Judgement(PolicyFacts facts, PolicyStatus status) {

  static Judgement of(
      PolicyFacts facts, Selection selected, Refusals refusals, Optional<PolicyFacts> overriding) {
    int behind = selected.behind(facts.version());
    List<PolicyCondition> conditions = new ArrayList<>();
    conditions.add(
        new PolicyCondition(
            PolicyCondition.ACCEPTED,
            PolicyCondition.Status.TRUE,
            "Accepted",
            "the policy is valid and stored"));
    conditions.add(enforced(facts, selected, refusals, overriding));
    partial(facts, selected).ifPresent(conditions::add);
    return new Judgement(
        facts,
        new PolicyStatus(
            facts.resource().generation(),
            selected.size(),
            selected.size() - behind,
            refusals.count(facts.reference()),
            conditions));
  }

  private static PolicyCondition enforced(
      PolicyFacts facts, Selection selected, Refusals refusals, Optional<PolicyFacts> overriding) {
    int refused = refusals.count(facts.reference());
    int behind = selected.behind(facts.version());
    if (refused > 0) {
      return not(
          "Refused",
          "refused by "
              + workloads(refused)
              + ": "
              + Listing.of(refusals.some(facts.reference()), refused));
    }
    if (facts.scope().isEmpty()) {
      return not("NoWorkloads", "it is for gateways or waypoints, and this mesh has none");
    }
    if (selected.size() == 0) {
      return not("NoWorkloads", "no workload is selected");
    }
    if (facts.dryRun()) {
      return not("DryRun", "it is only tried, as its annotation istio.io/dry-run says");
    }
    if (overriding.isPresent()) {
      return not(
          "Overridden",
          overriding.get().reference() + " is older and for the same workloads; it alone counts");
    }
    if (behind > 0) {
      return new PolicyCondition(
          PolicyCondition.ENFORCED,
          PolicyCondition.Status.UNKNOWN,
          "Pending",
          "acknowledged by "
              + (selected.size() - behind)
              + " of "
              + workloads(selected.size())
              + ", not yet by "
              + Listing.of(selected.someBehind(facts.version()), behind));
    }
    return new PolicyCondition(
        PolicyCondition.ENFORCED,
        PolicyCondition.Status.TRUE,
        "Enforced",
        "acknowledged by " + workloads(selected.size()));
  }

  private static Optional<PolicyCondition> partial(PolicyFacts facts, Selection selected) {
    int blind = selected.onConnections();
    return facts
        .onConnections()
        .filter(it -> blind > 0)
        .map(
            what ->
                new PolicyCondition(
                    PolicyCondition.PARTIAL,
                    PolicyCondition.Status.TRUE,
                    "ConnectionsOnly",
                    blind
                        + " of "
                        + workloads(selected.size())
                        + (blind == 1 ? " sees" : " see")
                        + " connections only, on some port at least; there "
                        + what));
  }

  private static PolicyCondition not(String reason, String message) {
    return new PolicyCondition(
        PolicyCondition.ENFORCED, PolicyCondition.Status.FALSE, reason, message);
  }

  private static String workloads(int count) {
    return count == 1 ? "1 workload" : count + " workloads";
  }
}

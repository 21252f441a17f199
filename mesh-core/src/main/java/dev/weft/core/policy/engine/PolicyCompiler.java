package dev.weft.core.policy.engine;

import dev.weft.core.policy.Action;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.Reason;
import dev.weft.core.policy.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compiles the policies that are for one workload. */
public final class PolicyCompiler {
  private static final Comparator<AuthorizationPolicy> ORDER =
      Comparator.comparing((AuthorizationPolicy policy) -> policy.metadata().namespace())
          .thenComparing(policy -> policy.metadata().name());

  private final TrustDomains trustDomains;
  private final Sight sight;
  private final SharedChecks shared = new SharedChecks();

  private PolicyCompiler(TrustDomains trustDomains, Sight sight) {
    this.trustDomains = trustDomains;
    this.sight = sight;
  }

  /** The rules for connections of which nothing but the connection is ever seen. */
  public static PolicySet forConnections(
      MeshSettings settings, Workload workload, List<AuthorizationPolicy> policies) {
    return compile(settings, workload, policies, Sight.CONNECTION);
  }

  /** The rules for connections whose requests are decided on later. */
  public static PolicySet forProspects(
      MeshSettings settings, Workload workload, List<AuthorizationPolicy> policies) {
    return compile(settings, workload, policies, Sight.PROSPECT);
  }

  /** The rules for requests. */
  public static PolicySet forRequests(
      MeshSettings settings, Workload workload, List<AuthorizationPolicy> policies) {
    return compile(settings, workload, policies, Sight.REQUEST);
  }

  private static PolicySet compile(
      MeshSettings settings, Workload workload, List<AuthorizationPolicy> policies, Sight sight) {
    List<AuthorizationPolicy> selected = new ArrayList<>();
    boolean paths = false;
    boolean enforcedPaths = false;
    boolean dryRun = false;
    for (AuthorizationPolicy policy : policies) {
      if (isFor(settings, workload, policy)) {
        selected.add(policy);
        dryRun |= policy.dryRun() && policy.action() != Action.AUDIT;
        boolean looksAtPaths = policy.rules().stream().anyMatch(RequestFields::paths);
        paths |= looksAtPaths;
        enforcedPaths |= looksAtPaths && !policy.dryRun() && policy.action() != Action.AUDIT;
      }
    }
    selected.sort(ORDER);
    List<AuthorizationPolicy> enforced = selected.stream().filter(p -> !p.dryRun()).toList();
    PolicyCompiler compiler = new PolicyCompiler(new TrustDomains(settings), sight);
    return new PolicySet(
        compiler.chain(enforced),
        dryRun ? compiler.chain(selected) : null,
        compiler.audits(enforced),
        paths,
        enforcedPaths);
  }

  /** A policy with targets is for gateways and waypoints, of which a workload is none. */
  private static boolean isFor(
      MeshSettings settings, Workload workload, AuthorizationPolicy policy) {
    String namespace = policy.metadata().namespace();
    return policy.targetRefs().isEmpty()
        && (namespace.equals(workload.namespace()) || namespace.equals(settings.rootNamespace()))
        && policy.selector().selects(workload.labels());
  }

  private RuleChain chain(List<AuthorizationPolicy> policies) {
    List<CompiledRule> deny = new ArrayList<>();
    List<CompiledRule> allow = new ArrayList<>();
    boolean hasAllowPolicy = false;
    for (AuthorizationPolicy policy : policies) {
      switch (policy.action()) {
        case DENY -> deny.addAll(rules(policy));
        case ALLOW -> {
          hasAllowPolicy = true;
          allow.addAll(rules(policy));
        }
        case AUDIT -> {}
      }
    }
    return new RuleChain(deny, allow, hasAllowPolicy);
  }

  private CompiledRule[][] audits(List<AuthorizationPolicy> policies) {
    List<CompiledRule[]> audits = new ArrayList<>();
    for (AuthorizationPolicy policy : policies) {
      if (policy.action() == Action.AUDIT) {
        audits.add(rules(policy).toArray(new CompiledRule[0]));
      }
    }
    return audits.toArray(new CompiledRule[0][]);
  }

  private List<CompiledRule> rules(AuthorizationPolicy policy) {
    RuleCompiler compiler =
        new RuleCompiler(
            new FieldCompiler(
                trustDomains, policy.metadata().namespace(), sight, policy.action(), shared),
            sight,
            policy.action());
    List<CompiledRule> rules = new ArrayList<>();
    for (int i = 0; i < policy.rules().size(); i++) {
      CompiledRule rule = compiler.compile(policy.rules().get(i), decision(policy, i));
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private static Decision decision(AuthorizationPolicy policy, int rule) {
    return policy.action() == Action.DENY
        ? new Decision.Deny(policy.qualifiedName(), rule, Reason.EXPLICIT_DENY)
        : new Decision.Allow(policy.qualifiedName(), rule, Reason.ALLOW_MATCH);
  }
}

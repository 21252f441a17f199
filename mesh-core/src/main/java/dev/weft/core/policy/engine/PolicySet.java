package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.PolicyObserver;
import dev.weft.core.policy.Reason;
import dev.weft.core.policy.RequestFacts;
import org.jspecify.annotations.Nullable;

/** The rules of one workload at one layer. Immutable. */
public final class PolicySet {
  /** The request's path is malformed, and rules look at it. */
  public static final Decision MALFORMED_PATH =
      new Decision.Deny(null, Decision.NO_RULE, Reason.MALFORMED_PATH);

  private final RuleChain enforced;
  private final @Nullable RuleChain tried;
  private final CompiledRule[][] audits;
  private final boolean looksAtPaths;
  private final boolean enforcesPaths;

  PolicySet(
      RuleChain enforced,
      @Nullable RuleChain tried,
      CompiledRule[][] audits,
      boolean looksAtPaths,
      boolean enforcesPaths) {
    this.enforced = enforced;
    this.tried = tried;
    this.audits = audits;
    this.looksAtPaths = looksAtPaths;
    this.enforcesPaths = enforcesPaths;
  }

  /** Whether any rule looks at the path; if not, it need not be normalized. */
  public boolean looksAtPaths() {
    return looksAtPaths;
  }

  /** Whether a rule that is in force looks at the path, so that a malformed one must not pass. */
  public boolean enforcesPaths() {
    return enforcesPaths;
  }

  /** Whether nothing is in force, so that everything is allowed. */
  public boolean isEmpty() {
    return enforced.isEmpty();
  }

  /** The rules that are left for requests on {@code connection}, which decide the same of them. */
  public PolicySet on(ConnectionFacts connection) {
    CompiledRule[][] left = new CompiledRule[audits.length][];
    for (int i = 0; i < left.length; i++) {
      left[i] = RuleChain.on(audits[i], connection).toArray(new CompiledRule[0]);
    }
    return new PolicySet(
        enforced.on(connection),
        tried == null ? null : tried.on(connection),
        left,
        looksAtPaths,
        enforcesPaths);
  }

  /** Decides; see {@link Check#matches} for the parameters. */
  public Decision decide(
      ConnectionFacts connection,
      @Nullable RequestFacts request,
      String path,
      int pathEnd,
      PolicyObserver observer) {
    for (CompiledRule[] audit : audits) {
      for (CompiledRule rule : audit) {
        if (rule.matches(connection, request, path, pathEnd)) {
          observer.audited(String.valueOf(rule.decision().policy()), rule.decision().rule());
          break;
        }
      }
    }
    if (tried != null) {
      observer.tried(tried.decide(connection, request, path, pathEnd));
    }
    return enforced.decide(connection, request, path, pathEnd);
  }
}

package dev.weft.core.policy;

import dev.weft.core.policy.engine.PolicyCompiler;
import dev.weft.core.policy.engine.PolicySet;
import java.util.List;

/**
 * The AuthorizationPolicies of one workload, compiled (Istio AuthorizationPolicy): a DENY rule that
 * matches denies; otherwise, where no ALLOW policy is for the workload, everything is allowed;
 * otherwise an ALLOW rule has to match.
 *
 * <p>Immutable and safe to share between threads; replace it as a whole when policies change. A
 * decision allocates nothing, unless the path of a request has to be normalized first.
 *
 * <p>Of several rules that match, the first in the order of namespace, name and rule is named.
 */
public final class PolicyEngine {
  private final PolicySet connections;
  private final PolicySet prospects;
  private final ConnectionPolicy requests;

  private PolicyEngine(PolicySet connections, PolicySet prospects, ConnectionPolicy requests) {
    this.connections = connections;
    this.prospects = prospects;
    this.requests = requests;
  }

  /**
   * Compiles those of {@code policies} that are for {@code workload}: selected by its labels, and
   * of its own or the root namespace.
   *
   * @throws IllegalArgumentException when a policy was not read by {@link AuthorizationPolicy} and
   *     holds a malformed value
   */
  public static PolicyEngine compile(
      MeshSettings settings, Workload workload, List<AuthorizationPolicy> policies) {
    return new PolicyEngine(
        PolicyCompiler.forConnections(settings, workload, policies),
        PolicyCompiler.forProspects(settings, workload, policies),
        new ConnectionPolicy(
            PolicyCompiler.forRequests(settings, workload, policies),
            settings.pathNormalization()));
  }

  /** Decides on a connection of which only the connection is seen. */
  public Decision decideConnection(ConnectionFacts connection) {
    return decideConnection(connection, PolicyObserver.NONE);
  }

  /**
   * Decides on a connection of which only the connection is seen. A rule that looks at requests
   * never matches when it allows; when it denies or audits, what it says of requests is left out.
   */
  public Decision decideConnection(ConnectionFacts connection, PolicyObserver observer) {
    return connections.decide(connection, null, "", 0, observer);
  }

  /**
   * Decides on a connection each of whose requests is going to be decided on by {@link
   * #decideRequest}: denies it when none of them could be allowed. A rule that looks at requests
   * counts as matching by them when it allows, and not at all when it denies. What AUDIT and
   * dry-run policies say is left to the requests.
   */
  public Decision decideProspect(ConnectionFacts connection) {
    return prospects.decide(connection, null, "", 0, PolicyObserver.NONE);
  }

  /** Whether there is no policy in force for the workload, so that everything is allowed. */
  public boolean isEmpty() {
    return connections.isEmpty() && requests.isEmpty();
  }

  /** Decides on a request. */
  public Decision decideRequest(RequestFacts request) {
    return decideRequest(request, PolicyObserver.NONE);
  }

  /** Decides on a request, and tells {@code observer} what AUDIT and dry-run policies say. */
  public Decision decideRequest(RequestFacts request, PolicyObserver observer) {
    return requests.decide(request, observer);
  }

  /** What these policies say of requests, whatever connection carries them. */
  public ConnectionPolicy onAny() {
    return requests;
  }

  /**
   * What these policies say of the requests on {@code connection}: the same decisions as {@link
   * #decideRequest}, with what the connection decides decided beforehand. Worth it where a
   * connection carries several requests.
   */
  public ConnectionPolicy on(ConnectionFacts connection) {
    return requests.on(connection);
  }
}

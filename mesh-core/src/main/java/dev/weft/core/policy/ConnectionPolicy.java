package dev.weft.core.policy;

import dev.weft.core.policy.engine.PolicySet;
import dev.weft.core.policy.match.PathNormalizer;

/**
 * The AuthorizationPolicies of a workload, for the requests on one connection: who calls, from
 * where and to which port is decided already, and what is left looks at requests only. Immutable
 * and safe to share between threads; as old as the {@link PolicyEngine} that it is of. A decision
 * allocates nothing, unless the path of a request has to be normalized first.
 */
public final class ConnectionPolicy {
  private final PolicySet requests;
  private final PathNormalization normalization;

  ConnectionPolicy(PolicySet requests, PathNormalization normalization) {
    this.requests = requests;
    this.normalization = normalization;
  }

  /** What is left for the requests on {@code connection}. */
  ConnectionPolicy on(ConnectionFacts connection) {
    return new ConnectionPolicy(requests.on(connection), normalization);
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  /** Whether any rule that is in force looks at the paths of requests. */
  public boolean enforcesPaths() {
    return requests.enforcesPaths();
  }

  /** Decides on a request of the connection. */
  public Decision decide(RequestFacts request) {
    return decide(request, PolicyObserver.NONE);
  }

  /** Decides on a request, and tells {@code observer} what AUDIT and dry-run policies say. */
  public Decision decide(RequestFacts request, PolicyObserver observer) {
    ConnectionFacts connection = request.connection();
    if (!requests.looksAtPaths()) {
      return requests.decide(connection, request, "", 0, observer);
    }
    String target = request.path();
    int normalEnd = PathNormalizer.normalEnd(normalization, target);
    if (normalEnd >= 0) {
      return requests.decide(connection, request, target, normalEnd, observer);
    }
    int end = PathNormalizer.pathEnd(target);
    String path = PathNormalizer.normalize(normalization, target, end);
    if (path == null) {
      return requests.enforcesPaths()
          ? PolicySet.MALFORMED_PATH
          : requests.decide(connection, request, target, end, observer);
    }
    // Equal means that everything before the query was normal already; a new path has no query.
    int pathEnd = path.equals(target) ? end : path.length();
    return requests.decide(connection, request, path, pathEnd, observer);
  }
}

package dev.weft.server.status;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.policy.Action;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.PolicyFormatException;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.core.policy.engine.RequestFields;
import dev.weft.core.telemetry.Telemetry;
import dev.weft.core.telemetry.TraceSampling;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.StoreException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the status of a policy depends on.
 *
 * @param resource the policy as it was when this was read
 * @param scope the workloads it is for; empty when it is for gateways and waypoints
 * @param dryRun whether it is only tried
 * @param onConnections what becomes of it where only connections are seen; empty when nothing does
 */
record PolicyFacts(
    Resource resource, Optional<Scope> scope, boolean dryRun, Optional<String> onConnections) {
  private static final String SECURITY = "security.istio.io";

  /** The API groups of the kinds of policy, by kind. */
  static final Map<String, String> GROUPS =
      Map.of(
          AuthorizationPolicy.KIND, SECURITY,
          PeerAuthentication.KIND, SECURITY,
          RequestAuthentication.KIND, SECURITY,
          Telemetry.KIND, Telemetry.GROUP,
          TraceSampling.KIND, TraceSampling.GROUP);

  /** The kinds of which the oldest alone counts at a level. */
  private static final Set<String> OLDEST_COUNTS =
      Set.of(PeerAuthentication.KIND, Telemetry.KIND, TraceSampling.KIND);

  /**
   * As those count of which one counts at a level: the oldest, to the second, and of these the
   * first by name.
   */
  private static final Comparator<PolicyFacts> SENIORITY =
      Comparator.comparing(PolicyFacts::created).thenComparing(it -> it.key().name());

  static boolean isPolicy(ResourceKey key) {
    return key.group().equals(GROUPS.get(key.kind()));
  }

  static PolicyFacts of(Resource stored, String rootNamespace) {
    JsonObject spec = stored.body().object("spec");
    boolean targets = spec.get("targetRef") != null || spec.get("targetRefs") != null;
    Optional<Scope> scope =
        targets ? Optional.empty() : Optional.of(scope(stored.key(), spec, rootNamespace));
    return switch (stored.key().kind()) {
      case AuthorizationPolicy.KIND -> {
        AuthorizationPolicy policy = authorization(stored);
        yield new PolicyFacts(stored, scope, policy.dryRun(), onConnections(policy));
      }
      case RequestAuthentication.KIND ->
          new PolicyFacts(
              stored,
              scope,
              false,
              spec.array("jwtRules").values().isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      "no token is looked at, so that no request has an identity by one"));
      default -> new PolicyFacts(stored, scope, false, Optional.empty());
    };
  }

  private static Scope scope(ResourceKey key, JsonObject spec, String rootNamespace) {
    Map<String, String> labels = new LinkedHashMap<>();
    spec.object("selector")
        .object("matchLabels")
        .members()
        .forEach((name, value) -> labels.put(name, ((JsonString) value).value()));
    // These of the root namespace with a selector are for that namespace alone.
    boolean everywhere =
        key.namespace().equals(rootNamespace)
            && (labels.isEmpty() || !OLDEST_COUNTS.contains(key.kind()));
    return new Scope(everywhere ? Scope.EVERYWHERE : key.namespace(), labels);
  }

  private static AuthorizationPolicy authorization(Resource stored) {
    try {
      return AuthorizationPolicy.parse(stored.body());
    } catch (PolicyFormatException e) {
      throw new StoreException(
          stored.key().describe() + ": stored, but cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<String> onConnections(AuthorizationPolicy policy) {
    List<String> rules = new ArrayList<>();
    for (int i = 0; i < policy.rules().size(); i++) {
      if (RequestFields.in(policy.rules().get(i))) {
        rules.add(String.valueOf(i));
      }
    }
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    String named = Listing.of(rules);
    return Optional.of(
        policy.action() == Action.ALLOW
            ? "rules that look at requests never match (of spec.rules: " + named + ")"
            : "what rules say of requests is left out, so that they match more (of spec.rules: "
                + named
                + ")");
  }

  ResourceKey key() {
    return resource.key();
  }

  /** The revision from which on a workload that applied it enforces this policy. */
  long version() {
    return resource.contentVersion();
  }

  /** The policy as heartbeats name it. */
  String reference() {
    return key().kind() + " " + key().namespace() + "/" + key().name();
  }

  /** Whether this can count in the place of another that is for the same workloads. */
  boolean canOverride() {
    return OLDEST_COUNTS.contains(key().kind());
  }

  /** Whether {@code other}, which is for the same workloads, counts in the place of this. */
  boolean isOverriddenBy(PolicyFacts other) {
    return canOverride()
        && key().kind().equals(other.key().kind())
        && key().namespace().equals(other.key().namespace())
        && SENIORITY.compare(other, this) < 0;
  }

  private Instant created() {
    return resource.created().truncatedTo(ChronoUnit.SECONDS);
  }
}

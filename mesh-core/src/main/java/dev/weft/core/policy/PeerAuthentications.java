package dev.weft.core.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which PeerAuthentication holds for a port (Istio PeerAuthentication): the port's own mode, then
 * the workload's, the namespace's, the mesh's, then PERMISSIVE; UNSET inherits. At one level the
 * oldest policy alone counts, and of equally old ones the first by name.
 *
 * <p>The mesh's policy is one of the root namespace without selector. With a selector, a policy of
 * the root namespace is for workloads of that namespace only.
 */
public final class PeerAuthentications {
  /** A policy without a creation time has not been stored yet: it is younger than any other. */
  private static final Comparator<PeerAuthentication> OLDEST_FIRST =
      Comparator.comparing(PeerAuthentications::created)
          .thenComparing(policy -> policy.metadata().name());

  private PeerAuthentications() {}

  /** What {@code port} of {@code workload} accepts. */
  public static MutualTlsMode mode(
      MeshSettings settings, Workload workload, int port, List<PeerAuthentication> policies) {
    return view(settings, workload, policies).mode(port);
  }

  /** What the ports of {@code workload} accept. */
  public static PeerAuthenticationView view(
      MeshSettings settings, Workload workload, List<PeerAuthentication> policies) {
    PeerAuthentication mesh =
        oldest(policies, p -> in(p, settings.rootNamespace()) && p.selector().isAll());
    PeerAuthentication namespace =
        oldest(policies, p -> in(p, workload.namespace()) && p.selector().isAll());
    PeerAuthentication own =
        oldest(
            policies,
            p ->
                in(p, workload.namespace())
                    && !p.selector().isAll()
                    && p.selector().selects(workload.labels()));
    PeerAuthentication deciding = firstSet(own, namespace, mesh);
    MutualTlsMode general =
        deciding == null
            ? MutualTlsMode.PERMISSIVE
            : deciding.mode().orElse(MutualTlsMode.PERMISSIVE);
    Map<Integer, MutualTlsMode> ports = new HashMap<>();
    Map<Integer, String> portPolicies = new HashMap<>();
    if (own != null) {
      String name = own.qualifiedName();
      own.portModes()
          .forEach(
              (port, mode) -> {
                ports.put(port, mode.orElse(general));
                mode.ifPresent(set -> portPolicies.put(port, name));
              });
    }
    return new PeerAuthenticationView(
        general,
        ports,
        Optional.ofNullable(deciding).map(PeerAuthentication::qualifiedName),
        portPolicies);
  }

  private static @Nullable PeerAuthentication firstSet(@Nullable PeerAuthentication... levels) {
    for (PeerAuthentication policy : levels) {
      if (policy != null && policy.mode().isPresent()) {
        return policy;
      }
    }
    return null;
  }

  private static @Nullable PeerAuthentication oldest(
      List<PeerAuthentication> policies, Predicate<PeerAuthentication> level) {
    return policies.stream().filter(level).min(OLDEST_FIRST).orElse(null);
  }

  private static boolean in(PeerAuthentication policy, String namespace) {
    return policy.metadata().namespace().equals(namespace);
  }

  private static Instant created(PeerAuthentication policy) {
    Instant created = policy.metadata().creationTimestamp();
    return created == null ? Instant.MAX : created;
  }
}

package dev.weft.core.policy;

import java.util.List;

/**
 * What the meaning of a policy depends on beside the policy itself (Istio MeshConfig).
 *
 * @param rootNamespace the namespace whose policies apply to every namespace
 * @param trustDomain the mesh's own trust domain, which {@code cluster.local} in a policy stands
 *     for
 * @param trustDomainAliases other trust domains that are treated as the mesh's own
 * @param pathNormalization how a request's path is normalized before it is matched
 */
public record MeshSettings(
    String rootNamespace,
    String trustDomain,
    List<String> trustDomainAliases,
    PathNormalization pathNormalization) {
  /** The root namespace where none is set, as in Istio. */
  public static final String DEFAULT_ROOT_NAMESPACE = "istio-system";

  /** The trust domain where none is set. */
  public static final String DEFAULT_TRUST_DOMAIN = "weft.local";

  /** The settings of a mesh that set nothing. */
  public static final MeshSettings DEFAULT =
      new MeshSettings(
          DEFAULT_ROOT_NAMESPACE, DEFAULT_TRUST_DOMAIN, List.of(), PathNormalization.BASE);

  public MeshSettings {
    trustDomainAliases = List.copyOf(trustDomainAliases);
  }
}

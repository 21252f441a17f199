package dev.weft.core.control;

import dev.weft.core.directory.Directory;
import dev.weft.core.identity.TrustBundle;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PeerAuthentication;
import java.util.List;

/**
 * What the policy server says that this workload is to enforce, as of one revision. Immutable.
 *
 * @param revision grows with every change that the server knows of
 * @param settings what the meaning of the policies depends on
 * @param authorizationPolicies those of the workload's namespace and of the root namespace
 * @param peerAuthentications likewise
 * @param directory who listens where
 * @param bundle the roots of the trust domain
 */
public record MeshConfig(
    long revision,
    MeshSettings settings,
    List<AuthorizationPolicy> authorizationPolicies,
    List<PeerAuthentication> peerAuthentications,
    Directory directory,
    TrustBundle bundle) {
  public MeshConfig {
    authorizationPolicies = List.copyOf(authorizationPolicies);
    peerAuthentications = List.copyOf(peerAuthentications);
  }
}

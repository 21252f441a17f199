package dev.weft.agent.mesh;

import dev.weft.core.control.MeshConfig;
import dev.weft.core.directory.Directory;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.PeerAuthenticationView;
import dev.weft.core.policy.PeerAuthentications;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.core.policy.Workload;
import java.util.Map;

/**
 * What is in force, compiled from one revision of the config. Immutable: connections see one
 * revision or the next, never a mixture.
 *
 * @param authorization who may call
 * @param modes what the ports demand
 * @param directory who listens where
 */
record Rulebook(PolicyEngine authorization, PeerAuthenticationView modes, Directory directory) {

  /** Compiles {@code config} for the workload {@code self} with {@code labels}. */
  static Rulebook compile(MeshConfig config, SpiffeId self, Map<String, String> labels) {
    Workload workload = new Workload(self.namespace(), labels);
    return new Rulebook(
        PolicyEngine.compile(config.settings(), workload, config.authorizationPolicies()),
        PeerAuthentications.view(config.settings(), workload, config.peerAuthentications()),
        config.directory());
  }
}

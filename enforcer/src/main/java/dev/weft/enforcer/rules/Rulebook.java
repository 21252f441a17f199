package dev.weft.enforcer.rules;

import dev.weft.core.control.MeshConfig;
import dev.weft.core.directory.Directory;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.PeerAuthenticationView;
import dev.weft.core.policy.PeerAuthentications;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.core.policy.RequestAuthentications;
import dev.weft.core.policy.Workload;
import dev.weft.core.token.KeySources;
import dev.weft.enforcer.request.RequestRules;
import java.time.InstantSource;
import java.util.Map;

/**
 * What is in force, compiled from one revision of the config. Immutable: connections see one
 * revision or the next, never a mixture.
 *
 * @param requests which tokens are taken, and who may call and ask for what
 * @param modes what the ports demand
 * @param directory who listens where
 */
public record Rulebook(RequestRules requests, PeerAuthenticationView modes, Directory directory) {

  /**
   * Compiles {@code config} for the workload {@code self} with {@code labels}.
   *
   * @param keys where keys of issuers come from that no policy holds
   * @param clock says which tokens are valid
   */
  public static Rulebook compile(
      MeshConfig config,
      SpiffeId self,
      Map<String, String> labels,
      KeySources keys,
      InstantSource clock) {
    Workload workload = new Workload(self.namespace(), labels);
    PeerAuthenticationView modes =
        PeerAuthentications.view(config.settings(), workload, config.peerAuthentications());
    return new Rulebook(
        new RequestRules(
            RequestAuthentications.compile(
                config.settings(), workload, config.requestAuthentications(), keys, clock),
            PolicyEngine.compile(config.settings(), workload, config.authorizationPolicies()),
            modes.mode()),
        modes,
        config.directory());
  }
}

package dev.weft.agent.mesh;

import dev.weft.core.control.ConfigSettings;
import dev.weft.core.control.MeshConfig;
import dev.weft.core.directory.Directory;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PathNormalization;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.PeerAuthenticationView;
import dev.weft.core.policy.PeerAuthentications;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.core.policy.PolicyFormatException;
import dev.weft.core.policy.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is in force, compiled from one revision of the config. Immutable: connections see one
 * revision or the next, never a mixture.
 *
 * @param revision the config's revision
 * @param authorization who may call
 * @param modes what the ports demand
 * @param directory who listens where
 */
record Rulebook(
    long revision, PolicyEngine authorization, PeerAuthenticationView modes, Directory directory) {

  /**
   * Compiles {@code config} for the workload {@code self} with {@code labels}.
   *
   * @throws IllegalArgumentException when a policy in it is not understood: then nothing of it may
   *     come into force
   */
  static Rulebook compile(MeshConfig config, SpiffeId self, Map<String, String> labels) {
    ConfigSettings said = config.settings();
    MeshSettings settings =
        new MeshSettings(
            said.rootNamespace(),
            said.trustDomain(),
            said.trustDomainAliases(),
            PathNormalization.BASE);
    Workload workload = new Workload(self.namespace(), labels);
    try {
      List<AuthorizationPolicy> authorization = new ArrayList<>();
      for (JsonObject resource : config.authorizationPolicies()) {
        authorization.add(AuthorizationPolicy.parse(resource));
      }
      List<PeerAuthentication> authentication = new ArrayList<>();
      for (JsonObject resource : config.peerAuthentications()) {
        authentication.add(PeerAuthentication.parse(resource));
      }
      return new Rulebook(
          config.revision(),
          PolicyEngine.compile(settings, workload, authorization),
          PeerAuthentications.view(settings, workload, authentication),
          config.directory());
    } catch (PolicyFormatException e) {
      throw new IllegalArgumentException(
          "revision " + config.revision() + ": " + e.getMessage(), e);
    }
  }
}

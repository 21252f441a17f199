package dev.weft.core.control;

import dev.weft.core.directory.Directory;
import dev.weft.core.identity.TrustBundle;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.core.telemetry.Telemetry;
import dev.weft.core.telemetry.TraceSampling;
import java.util.List;

/**
 * What the policy server says that this workload is to enforce, as of one revision. Immutable.
 *
 * @param revision grows with every change that the server knows of
 * @param settings what the meaning of the policies depends on
 * @param authorizationPolicies those of the workload's namespace and of the root namespace
 * @param peerAuthentications likewise
 * @param requestAuthentications likewise. They say where a request's principal comes from. An
 *     enforcer that sees connections alone has no request, hence no such principal: a rule that
 *     asks for one never matches there, whatever these say, and so it may carry them without
 *     heeding them. One that sees requests has to read them, and to refuse the config when it
 *     cannot.
 * @param telemetries likewise; what is traced and logged
 * @param traceSamplings likewise; how much is traced between pairs of services
 * @param directory who listens where
 * @param bundle the roots of the trust domain
 */
public record MeshConfig(
    long revision,
    MeshSettings settings,
    List<AuthorizationPolicy> authorizationPolicies,
    List<PeerAuthentication> peerAuthentications,
    List<RequestAuthentication> requestAuthentications,
    List<Telemetry> telemetries,
    List<TraceSampling> traceSamplings,
    Directory directory,
    TrustBundle bundle) {
  public MeshConfig {
    authorizationPolicies = List.copyOf(authorizationPolicies);
    peerAuthentications = List.copyOf(peerAuthentications);
    requestAuthentications = List.copyOf(requestAuthentications);
    telemetries = List.copyOf(telemetries);
    traceSamplings = List.copyOf(traceSamplings);
  }

  /** This config, which is the same at the {@code later} revision. */
  MeshConfig at(long later) {
    return new MeshConfig(
        later,
        settings,
        authorizationPolicies,
        peerAuthentications,
        requestAuthentications,
        telemetries,
        traceSamplings,
        directory,
        bundle);
  }
}

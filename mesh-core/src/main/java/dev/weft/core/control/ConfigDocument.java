package dev.weft.core.control;

import dev.weft.core.identity.TrustBundle;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.core.telemetry.Telemetry;
import dev.weft.core.telemetry.TraceSampling;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the policy server told as of one revision, what this process cannot read among it. What
 * is enforced is made of a document in which nothing is refused. Immutable.
 *
 * @param revision the revision
 * @param source names what the document is of, so that no change is put on top of another mesh's
 * @param settings what the meaning of the policies depends on
 * @param authorizationPolicies the AuthorizationPolicies
 * @param peerAuthentications the PeerAuthentications
 * @param requestAuthentications the RequestAuthentications
 * @param telemetries the Telemetries
 * @param traceSamplings the TraceSamplings
 * @param directory who listens where
 * @param bundle the roots of the trust domain
 */
record ConfigDocument(
    long revision,
    String source,
    MeshSettings settings,
    PolicySection<AuthorizationPolicy> authorizationPolicies,
    PolicySection<PeerAuthentication> peerAuthentications,
    PolicySection<RequestAuthentication> requestAuthentications,
    PolicySection<Telemetry> telemetries,
    PolicySection<TraceSampling> traceSamplings,
    DirectorySection directory,
    TrustBundle bundle) {

  /** This document, as the same thing at a later revision. */
  ConfigDocument at(long later) {
    return new ConfigDocument(
        later,
        source,
        settings,
        authorizationPolicies,
        peerAuthentications,
        requestAuthentications,
        telemetries,
        traceSamplings,
        directory,
        bundle);
  }

  /** The policies that this process cannot enforce. */
  List<RefusedPolicy> refused() {
    List<RefusedPolicy> refused = new ArrayList<>();
    authorizationPolicies.addRefused(refused);
    peerAuthentications.addRefused(refused);
    requestAuthentications.addRefused(refused);
    telemetries.addRefused(refused);
    traceSamplings.addRefused(refused);
    return refused;
  }

  /** What is to be enforced; only for a document without refused policies. */
  MeshConfig config() {
    return new MeshConfig(
        revision,
        settings,
        authorizationPolicies.policies(),
        peerAuthentications.policies(),
        requestAuthentications.policies(),
        telemetries.policies(),
        traceSamplings.policies(),
        directory.directory(),
        bundle);
  }
}

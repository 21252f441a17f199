package dev.weft.server.workload;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.audit.AuditRecord;
import dev.weft.server.http.ApiException;
import dev.weft.server.kubernetes.PodIdentity;
import dev.weft.server.kubernetes.ServiceAccountTokens;
import dev.weft.server.kubernetes.cluster.NodeProxies;
import dev.weft.server.kubernetes.cluster.Pod;
import dev.weft.server.kubernetes.cluster.WantedPod;
import dev.weft.server.tokens.JoinTokens;
import java.util.Optional;
import java.util.function.Consumer;

/** Knows who comes without an SVID, by the token that they show. */
final class Newcomers {
  /** How join tokens of every version begin. */
  private static final String JOIN_TOKEN = "weft-";

  private final String trustDomain;
  private final JoinTokens tokens;
  private final Optional<ServiceAccountTokens> kubernetes;
  private final Optional<NodeProxies> proxies;
  private final Consumer<AuditRecord> record;

  /**
   * Knows newcomers.
   *
   * @param kubernetes the cluster whose tokens are taken, if there is one
   * @param proxies the node proxies of that cluster, if there are any
   * @param record appends to the audit log, durably
   */
  Newcomers(
      String trustDomain,
      JoinTokens tokens,
      Optional<ServiceAccountTokens> kubernetes,
      Optional<NodeProxies> proxies,
      Consumer<AuditRecord> record) {
    this.trustDomain = trustDomain;
    this.tokens = tokens;
    this.kubernetes = kubernetes;
    this.proxies = proxies;
    this.record = record;
  }

  /**
   * Who shows {@code token}.
   *
   * @param wanted the pod for which they ask, when it is not for themselves
   * @param beforeCost called before something is done that costs much; what it throws is thrown
   * @throws ApiException 401, 403 or 503 when it admits nobody
   * @throws RefusedApplicant when they are known, and may not
   */
  Admission admit(String token, Optional<WantedPod> wanted, Runnable beforeCost) {
    if (kubernetes.isPresent() && !token.startsWith(JOIN_TOKEN)) {
      PodIdentity pod = kubernetes.get().check(token, beforeCost);
      return wanted.isPresent() ? proxy(pod, wanted.get()) : pod(pod);
    }
    if (wanted.isPresent()) {
      throw ApiException.forbidden(
          "pod: asked for without a service account's token (expected: no pod, or a node proxy's"
              + " token)");
    }
    JoinTokens.Admission admission = tokens.check(token, beforeCost);
    SpiffeId identity =
        new SpiffeId(trustDomain, admission.namespace(), admission.serviceAccount());
    return new Admission(
        new Applicant("join-token:" + admission.tokenId(), identity.toString(), ""),
        identity,
        false,
        entry -> tokens.spend(admission, entry));
  }

  private Admission pod(PodIdentity pod) {
    SpiffeId identity = new SpiffeId(trustDomain, pod.namespace(), pod.serviceAccount().name());
    return new Admission(
        new Applicant(
            "pod:" + pod.namespace() + "/" + pod.pod().name(), identity.toString(), pod.toString()),
        identity,
        false,
        record);
  }

  private Admission proxy(PodIdentity proxy, WantedPod wanted) {
    Admission own = pod(proxy);
    Applicant asks =
        new Applicant(
            own.applicant().actor(),
            "pod " + wanted,
            "asked for by " + own.identity() + ", " + own.applicant().origin());
    Pod pod;
    try {
      pod = requireProxies().require(proxy, wanted);
    } catch (ApiException refusal) {
      throw new RefusedApplicant(asks, refusal);
    }
    SpiffeId identity = new SpiffeId(trustDomain, pod.namespace(), pod.serviceAccount());
    return new Admission(
        new Applicant(
            asks.actor(), identity.toString(), "for pod " + wanted + ", " + asks.origin()),
        identity,
        true,
        record);
  }

  private NodeProxies requireProxies() {
    return proxies.orElseThrow(
        () -> ApiException.forbidden("pod: no node proxy is known here (expected: no pod)"));
  }
}

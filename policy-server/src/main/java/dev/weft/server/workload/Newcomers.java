package dev.weft.server.workload;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.audit.AuditRecord;
import dev.weft.server.http.ApiException;
import dev.weft.server.kubernetes.PodIdentity;
import dev.weft.server.kubernetes.ServiceAccountTokens;
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
  private final Consumer<AuditRecord> record;

  /**
   * Knows newcomers.
   *
   * @param kubernetes the cluster whose tokens are taken, if there is one
   * @param record appends to the audit log, durably
   */
  Newcomers(
      String trustDomain,
      JoinTokens tokens,
      Optional<ServiceAccountTokens> kubernetes,
      Consumer<AuditRecord> record) {
    this.trustDomain = trustDomain;
    this.tokens = tokens;
    this.kubernetes = kubernetes;
    this.record = record;
  }

  /**
   * Who shows {@code token}.
   *
   * @param beforeCost called before something is done that costs much; what it throws is thrown
   * @throws ApiException 401 or 503 when it admits nobody
   */
  Admission admit(String token, Runnable beforeCost) {
    if (kubernetes.isPresent() && !token.startsWith(JOIN_TOKEN)) {
      return pod(kubernetes.get().check(token, beforeCost));
    }
    JoinTokens.Admission admission = tokens.check(token, beforeCost);
    SpiffeId identity =
        new SpiffeId(trustDomain, admission.namespace(), admission.serviceAccount());
    return new Admission(
        new Applicant("join-token:" + admission.tokenId(), identity.toString(), ""),
        identity,
        entry -> tokens.spend(admission, entry));
  }

  private Admission pod(PodIdentity pod) {
    SpiffeId identity = new SpiffeId(trustDomain, pod.namespace(), pod.serviceAccount().name());
    return new Admission(
        new Applicant(
            "pod:" + pod.namespace() + "/" + pod.pod().name(), identity.toString(), pod.toString()),
        identity,
        record);
  }
}

package dev.weft.agent.request;

import dev.weft.agent.settings.DenialDetail;
import dev.weft.agent.tls.InboundSocket;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.http.RequestGate;
import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.Authentication;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.Reason;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Judges each request by the rules in force when it comes. */
public final class RequestJudge implements RequestGate {
  /** What Envoy answers a denied request with. */
  private static final String DENIED = "RBAC: access denied";

  /** A connection that Weft's hooks did not see: no address and no peer is known. */
  private static final ConnectionFacts UNSEEN = new ConnectionFacts(null, null, null, 0, null);

  private final Supplier<@Nullable RequestRules> rules;
  private final DenialDetail detail;
  private final ForwardedIdentity identity;
  private final RequestEvents events;

  /**
   * A judge.
   *
   * @param rules what is in force now; null before the first config
   * @param detail whom the answer to a denied request tells the rule
   * @param forwardIdentity whether the application is told who the peer is
   * @param own who this workload is, null before it is known
   */
  public RequestJudge(
      Supplier<@Nullable RequestRules> rules,
      DenialDetail detail,
      boolean forwardIdentity,
      Supplier<@Nullable SpiffeId> own,
      RequestEvents events) {
    this.rules = rules;
    this.detail = detail;
    this.identity = new ForwardedIdentity(forwardIdentity, own);
    this.events = events;
  }

  @Override
  public void claimed(MeshSocket socket) {
    if (socket instanceof InboundSocket inbound) {
      inbound.claim();
    }
  }

  @Override
  public Verdict judge(@Nullable MeshSocket socket, RequestView request) {
    InboundSocket inbound = socket instanceof InboundSocket known ? known : null;
    if (inbound != null && inbound.isSelf()) {
      return Verdict.ALLOWED;
    }
    ConnectionFacts connection = inbound == null ? UNSEEN : inbound.facts();
    RequestRules current = rules.get();
    if (current == null) {
      return denied(connection, request, 503, "no configuration yet", null);
    }
    if (!agree(request.headers("host"))) {
      return denied(connection, request, 400, "several hosts", null);
    }
    if (!request.isWhole() && !current.authorization().decideConnection(connection).allowed()) {
      return denied(connection, request, 400, "malformed", null);
    }
    JudgedRequest judged = JudgedRequest.of(request, connection);
    Authentication authentication = current.authentication().authenticate(judged);
    if (authentication instanceof Authentication.Invalid invalid) {
      return denied(
          connection,
          request,
          invalid.status(),
          invalid.decision().describe(),
          invalid.challenge());
    }
    Verdict verdict = authorize(current, judged.withToken(authentication.claims()));
    if (!verdict.denied()) {
      TokenChanges.apply(authentication, request);
      identity.apply(request, inbound);
    }
    return verdict;
  }

  private Verdict authorize(RequestRules current, JudgedRequest judged) {
    Decision decision = current.authorization().decideRequest(judged);
    if (decision.allowed() && current.authorization().enforcesPaths()) {
      PathReading reading = PathReading.of(judged.view().pathStyle(), judged.path());
      if (reading instanceof PathReading.Refused refused) {
        return denied(judged.connection(), judged.view(), 400, "path: " + refused.why(), null);
      }
      if (reading instanceof PathReading.Other other) {
        decision = current.authorization().decideRequest(judged.withPath(other.target()));
      }
    }
    if (decision.allowed()) {
      return Verdict.ALLOWED;
    }
    int status = decision.reason() == Reason.MALFORMED_PATH ? 400 : 403;
    return denied(judged.connection(), judged.view(), status, decision.describe(), null);
  }

  private static boolean agree(List<String> hosts) {
    for (int i = 1; i < hosts.size(); i++) {
      if (!hosts.get(i).equals(hosts.get(0))) {
        return false;
      }
    }
    return true;
  }

  private Verdict denied(
      ConnectionFacts connection,
      RequestView request,
      int status,
      String reason,
      @Nullable String challenge) {
    String target = request.target();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    events.denied(connection, request.method(), path, status, reason);
    boolean told = detail == DenialDetail.MESH && connection.peer() != null;
    return new Verdict(status, told ? DENIED + ": " + reason : DENIED, challenge);
  }

  @Override
  public void fault(String where, Throwable fault) {
    events.fault(where, fault);
  }
}

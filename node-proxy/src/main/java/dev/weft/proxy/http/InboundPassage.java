package dev.weft.proxy.http;

import dev.weft.bootstrap.http.Verdict;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.ConnectionPolicy;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.enforcer.request.RequestJudge;
import dev.weft.enforcer.rules.KeptPolicy;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one client to a workload, judged by the workload's rules. The program is told
 * under which span it works.
 */
public final class InboundPassage implements Passage, RequestJudge.Carrier {
  private final RequestJudge judge;
  private final ConnectionFacts facts;
  private final @Nullable SpiffeId peer;
  private @Nullable KeptPolicy kept;

  /**
   * @param facts of the connection that carries the requests
   * @param peer who has proved to send them; null over plaintext
   */
  public InboundPassage(RequestJudge judge, ConnectionFacts facts, @Nullable SpiffeId peer) {
    this.judge = judge;
    this.facts = facts;
    this.peer = peer;
  }

  @Override
  public Verdict judge(HttpRequest request) {
    Verdict verdict = judge.judge(this, new ProxiedRequest(request, "http"));
    OutboundPassage.bear(request, verdict.served().context());
    return verdict;
  }

  @Override
  public Verdict malformed(HttpRequest request, int status, String problem) {
    return judge.malformed(this, new ProxiedRequest(request, "http"), status, problem);
  }

  @Override
  public ConnectionFacts facts() {
    return facts;
  }

  @Override
  public ConnectionPolicy policy(PolicyEngine inForce) {
    KeptPolicy before = kept;
    if (before == null || !before.lastsFor(inForce)) {
      before = KeptPolicy.after(before, inForce, facts);
      kept = before;
    }
    return before.policy();
  }

  @Override
  public @Nullable SpiffeId peer() {
    return peer;
  }
}

package dev.weft.agent.mesh;

import dev.weft.agent.tls.InboundSocket;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.http.RequestGate;
import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.ConnectionPolicy;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.request.RequestJudge;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Has the requests of woven server libraries judged, each as one of the socket that carries it. */
final class SocketRequests implements RequestGate {
  private final RequestJudge judge;
  private final IntConsumer claimedPorts;
  private final Faults faults;

  /**
   * @param claimedPorts told the port of each connection whose requests are going to be judged
   */
  SocketRequests(RequestJudge judge, IntConsumer claimedPorts, Faults faults) {
    this.judge = judge;
    this.claimedPorts = claimedPorts;
    this.faults = faults;
  }

  @Override
  public void claimed(MeshSocket socket) {
    if (socket instanceof InboundSocket inbound) {
      inbound.claim();
      claimedPorts.accept(inbound.port());
    }
  }

  @Override
  public boolean released(MeshSocket socket) {
    return !(socket instanceof InboundSocket inbound) || inbound.release();
  }

  @Override
  public Verdict judge(MeshSocket socket, RequestView request) {
    if (!(socket instanceof InboundSocket inbound)) {
      return judgeUnseen(true, request);
    }
    if (inbound.isSelf()) {
      return judge.own(inbound.facts(), request);
    }
    return judge.judge(new Seen(inbound), request);
  }

  @Override
  public Verdict judgeUnseen(boolean ofJdk, RequestView request) {
    return judge.judgeUnseen(ofJdk, request);
  }

  @Override
  public void fault(String where, Throwable fault) {
    faults.caught(where, fault);
  }

  private record Seen(InboundSocket socket) implements RequestJudge.Carrier {
    @Override
    public ConnectionFacts facts() {
      return socket.facts();
    }

    @Override
    public ConnectionPolicy policy(PolicyEngine inForce) {
      return socket.policy(inForce);
    }

    @Override
    public @Nullable SpiffeId peer() {
      return socket.peer();
    }
  }
}

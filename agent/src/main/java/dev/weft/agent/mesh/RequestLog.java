package dev.weft.agent.mesh;

import dev.weft.agent.report.AgentLog;
import dev.weft.agent.report.Faults;
import dev.weft.agent.request.RequestEvents;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Peer;

/** Logs what becomes of requests; each peer and reason so often and no more. */
final class RequestLog implements RequestEvents {
  private static final int MAX_PATH = 120;

  private final AgentLog log;
  private final Faults faults;

  RequestLog(AgentLog log, Faults faults) {
    this.log = log;
    this.faults = faults;
  }

  @Override
  public void denied(
      ConnectionFacts connection, String method, String path, int status, String reason) {
    Peer peer = connection.peer();
    log.warnAbout(
        peer + " " + reason,
        "request.denied",
        "peer",
        peer == null ? "unauthenticated" : peer.principal(),
        "port",
        connection.destinationPort(),
        "method",
        method,
        "path",
        path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH) + "...",
        "status",
        status,
        "reason",
        reason);
  }

  @Override
  public void fault(String where, Throwable fault) {
    faults.caught(where, fault);
  }
}

package dev.weft.enforcer.request;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Peer;
import dev.weft.enforcer.report.EventLog;

/** Logs what becomes of requests; each peer and reason so often and no more. */
public final class RequestLog implements RequestEvents {
  private static final int MAX_PATH = 120;

  private final EventLog log;

  public RequestLog(EventLog log) {
    this.log = log;
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
}

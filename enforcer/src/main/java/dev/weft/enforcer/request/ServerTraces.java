package dev.weft.enforcer.request;

import dev.weft.bootstrap.AgentThread;
import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.Served;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Peer;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.trace.RequestSpan;
import dev.weft.enforcer.trace.Tracer;
import dev.weft.enforcer.trace.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Starts the spans of requests that have come in. A fault in it leaves the request untraced and
 * does nothing else. Safe for any thread.
 */
public final class ServerTraces implements RequestTraces {
  private final Current tracer;
  private final Faults faults;

  /** The tracer, as far as there is one. */
  public interface Current {
    /** What traces now; null while there is none, and nobody waits for it. */
    @Nullable Tracer get();
  }

  /**
   * @param tracer asked at each request
   */
  public ServerTraces(Current tracer, Faults faults) {
    this.tracer = tracer;
    this.faults = faults;
  }

  @Override
  public Served allowed(
      ConnectionFacts connection, RequestView request, long nanos, @Nullable String policy) {
    return start(connection, new SeenRequest(request, nanos), Verdict.ALLOWED, policy);
  }

  @Override
  public Served denied(
      ConnectionFacts connection, RequestView request, long nanos, @Nullable String policy) {
    return start(connection, new SeenRequest(request, nanos), Verdict.DENIED, policy);
  }

  private Served start(
      ConnectionFacts connection, SeenRequest request, Verdict verdict, @Nullable String policy) {
    try {
      Tracer made = tracer.get();
      if (made == null || !made.followsServer(request) || AgentThread.isCurrent()) {
        return Served.UNTRACED;
      }
      Peer peer = connection.peer();
      RequestSpan span = made.startServer(request, peer == null ? null : peer.principal());
      span.decided(verdict, policy);
      return span;
    } catch (RuntimeException | LinkageError e) {
      faults.caught("trace.start", e);
      return Served.UNTRACED;
    }
  }
}

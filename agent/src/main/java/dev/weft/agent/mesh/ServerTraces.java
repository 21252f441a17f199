package dev.weft.agent.mesh;

import dev.weft.agent.report.Faults;
import dev.weft.agent.request.RequestTraces;
import dev.weft.agent.trace.RequestSpan;
import dev.weft.agent.trace.Tracer;
import dev.weft.agent.trace.Verdict;
import dev.weft.bootstrap.AgentThread;
import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.Served;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Peer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the spans of requests that have come in. A fault in it leaves the request untraced and
 * does nothing else. Safe for any thread.
 */
final class ServerTraces implements RequestTraces {
  private final Supplier<@Nullable Tracer> tracer;
  private final Faults faults;

  /**
   * @param tracer null while there is none, and nobody waits for it
   */
  ServerTraces(Supplier<@Nullable Tracer> tracer, Faults faults) {
    this.tracer = tracer;
    this.faults = faults;
  }

  @Override
  public Served allowed(ConnectionFacts connection, RequestView request, @Nullable String policy) {
    RequestSpan span = start(connection, request, Verdict.ALLOWED, policy);
    return span == null ? Served.UNTRACED : span;
  }

  @Override
  public void denied(
      ConnectionFacts connection, RequestView request, int status, @Nullable String policy) {
    RequestSpan span = start(connection, request, Verdict.DENIED, policy);
    if (span != null) {
      try {
        span.end(status);
      } catch (RuntimeException | LinkageError e) {
        faults.caught("trace.denied", e);
      }
    }
  }

  private @Nullable RequestSpan start(
      ConnectionFacts connection, RequestView request, Verdict verdict, @Nullable String policy) {
    try {
      Tracer made = tracer.get();
      if (made == null || AgentThread.isCurrent()) {
        return null;
      }
      Peer peer = connection.peer();
      RequestSpan span =
          made.startServer(new SeenRequest(request), peer == null ? null : peer.principal());
      span.decided(verdict, policy);
      return span;
    } catch (RuntimeException | LinkageError e) {
      faults.caught("trace.start", e);
      return null;
    }
  }
}

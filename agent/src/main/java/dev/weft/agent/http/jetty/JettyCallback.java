package dev.weft.agent.http.jetty;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;
import org.eclipse.jetty.util.Callback;

/**
 * What a traced request has Jetty call back once something is written: under its context, on
 * whatever thread. Nobody but Jetty sees it, and to Jetty it may block just as what it stands for.
 */
public final class JettyCallback implements Callback {
  private final Callback callback;
  private final Verdict verdict;

  JettyCallback(Callback callback, Verdict verdict) {
    this.callback = callback;
    this.verdict = verdict;
  }

  @Override
  public void succeeded() {
    TraceScope scope = ServerRequests.enter(verdict);
    try {
      callback.succeeded();
    } finally {
      ServerRequests.leave(scope);
    }
  }

  @Override
  public void failed(Throwable failure) {
    TraceScope scope = ServerRequests.enter(verdict);
    try {
      callback.failed(failure);
    } finally {
      ServerRequests.leave(scope);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return callback.getInvocationType();
  }
}

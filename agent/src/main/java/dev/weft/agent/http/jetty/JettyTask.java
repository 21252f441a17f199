package dev.weft.agent.http.jetty;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * What a traced request has Jetty call when there is something to read: under its context, on
 * whatever thread. Nobody but Jetty sees it, and to Jetty it may block just as what it stands for.
 */
public final class JettyTask implements Invocable.Task {
  private final Runnable task;
  private final Verdict verdict;

  JettyTask(Runnable task, Verdict verdict) {
    this.task = task;
    this.verdict = verdict;
  }

  @Override
  public void run() {
    TraceScope scope = ServerRequests.enter(verdict);
    try {
      task.run();
    } finally {
      ServerRequests.leave(scope);
    }
  }

  @Override
  public Invocable.InvocationType getInvocationType() {
    return Invocable.getInvocationType(task);
  }
}

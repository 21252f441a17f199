package dev.weft.agent.http.undertow;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;

/**
 * What a traced request has Undertow's own worker do. Nobody but Undertow sees it: executors of the
 * application are given its own tasks.
 */
public final class UndertowTask implements Runnable {
  private final Runnable task;
  private final Verdict verdict;

  UndertowTask(Runnable task, Verdict verdict) {
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
}

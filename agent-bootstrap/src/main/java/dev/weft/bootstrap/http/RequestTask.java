package dev.weft.bootstrap.http;

import dev.weft.bootstrap.trace.TraceScope;

/**
 * What a traced request has its library run on some thread: under the request's context. Nobody but
 * the library sees it.
 */
final class RequestTask implements Runnable {
  private final Runnable task;
  private final Verdict verdict;

  RequestTask(Runnable task, Verdict verdict) {
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

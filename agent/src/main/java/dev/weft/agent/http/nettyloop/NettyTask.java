package dev.weft.agent.http.nettyloop;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;

/** A task that an executor of Netty's has taken, under what its giver worked under. */
public final class NettyTask implements Runnable {
  private final Runnable task;

  NettyTask(Runnable task) {
    this.task = task;
  }

  @Override
  public void run() {
    TraceScope scope = TaskContexts.starting(task);
    try {
      task.run();
    } finally {
      TaskContexts.ended(scope);
    }
  }
}

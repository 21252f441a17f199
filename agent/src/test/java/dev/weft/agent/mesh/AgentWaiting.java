package dev.weft.agent.mesh;

import dev.weft.agent.tls.SocketContext;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;

/** The threads that the agent waits with, for tests of what is waited for. */
public final class AgentWaiting {
  private AgentWaiting() {}

  /** The agent's timer. */
  public static SocketContext.Timer timer(BiConsumer<String, Throwable> faults) {
    return new AgentTimer(daemons("timer"), faults);
  }

  /** The agent's poller. */
  public static SocketContext.Poller poller(BiConsumer<String, Throwable> faults) {
    return new AgentPoller(daemons("poller"), faults);
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}

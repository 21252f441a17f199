package dev.weft.agent.thread;

import dev.weft.bootstrap.AgentThread;
import dev.weft.enforcer.report.Faults;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes {@link AgentThread}s of one purpose, in the system's thread group, whose end by a throwable
 * is a fault and not a print on stderr.
 */
public final class AgentThreads implements ThreadFactory {
  private final String purpose;
  private final Faults faults;
  private final ThreadGroup group = systemGroup();
  private final AtomicInteger made = new AtomicInteger();

  /**
   * @param purpose what the threads do, in a word; their names are {@code weft-<purpose>-<number>}
   * @param faults told of a throwable that ends a thread
   */
  public AgentThreads(String purpose, Faults faults) {
    this.purpose = purpose;
    this.faults = faults;
  }

  @Override
  public Thread newThread(Runnable task) {
    String name = purpose + "-" + made.incrementAndGet();
    return new AgentThread(group, task, name, this::ended);
  }

  /** Has {@code task} run on a thread of its own when the process ends, which waits for it. */
  public void atEnd(Runnable task) {
    try {
      Runtime.getRuntime().addShutdownHook(newThread(task));
    } catch (IllegalStateException e) {
      // It ends already, and waits for nobody new.
      return;
    } catch (RuntimeException e) {
      // A security manager's no: the application, in whose thread this is, must not meet it.
      faults.caught("thread." + purpose, e);
    }
  }

  private void ended(Thread thread, Throwable fault) {
    faults.caught("thread." + purpose, fault);
  }

  private static ThreadGroup systemGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}

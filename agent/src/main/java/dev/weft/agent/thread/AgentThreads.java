package dev.weft.agent.thread;

import dev.weft.bootstrap.AgentThread;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.rights.OwnRights;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link AgentThread}s of one purpose, in the system's thread group, whose end by a throwable
 * is a fault and not a print on stderr.
 */
public final class AgentThreads implements ThreadFactory {
  private final String purpose;
  private final Faults faults;
  private final ThreadGroup group = systemGroup();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicReference<@Nullable Thread> atEnd = new AtomicReference<>();

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
    // Whatever calls of the program lead here, it is asked for nothing that the thread does.
    return OwnRights.apart(() -> new AgentThread(group, task, name, this::ended));
  }

  /**
   * Has {@code task} run on a thread of its own when the process ends, which waits for it. To be
   * called once.
   */
  public void atEnd(Runnable task) {
    try {
      Thread thread = newThread(task);
      OwnRights.act(() -> Runtime.getRuntime().addShutdownHook(thread));
      atEnd.set(thread);
    } catch (IllegalStateException e) {
      // It ends already, and waits for nobody new.
      return;
    } catch (RuntimeException e) {
      // The application, in whose thread this is, must not meet it.
      faults.caught("thread." + purpose, e);
    }
  }

  /** Takes back what {@link #atEnd} was told, unless the process ends already. */
  public void nothingAtEnd() {
    Thread thread = atEnd.getAndSet(null);
    if (thread == null) {
      return;
    }
    try {
      boolean unused = OwnRights.use(() -> Runtime.getRuntime().removeShutdownHook(thread));
    } catch (IllegalStateException e) {
      // It ends, and runs it: there is nothing owed.
      return;
    } catch (RuntimeException e) {
      faults.caught("thread." + purpose, e);
    }
  }

  private void ended(Thread thread, Throwable fault) {
    faults.caught("thread." + purpose, fault);
  }

  private static ThreadGroup systemGroup() {
    return OwnRights.use(AgentThreads::outermostGroup);
  }

  private static ThreadGroup outermostGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}

package dev.weft.proxy.net;

import dev.weft.enforcer.report.Faults;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the daemons of one purpose, whose end by a throwable is a fault. */
public final class ProxyThreads implements ThreadFactory {
  private final String purpose;
  private final Faults faults;
  private final AtomicInteger made = new AtomicInteger();

  /**
   * @param purpose what the threads do, in a word; their names are {@code weft-<purpose>-<number>}
   */
  public ProxyThreads(String purpose, Faults faults) {
    this.purpose = purpose;
    this.faults = faults;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "weft-" + purpose + "-" + made.incrementAndGet());
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((it, fault) -> faults.caught("thread." + purpose, fault));
    return thread;
  }
}

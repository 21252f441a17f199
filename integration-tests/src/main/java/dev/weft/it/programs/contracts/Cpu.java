package dev.weft.it.programs.contracts;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;

/** What a thread that ought to wait does with the processor. */
final class Cpu {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long WINDOW_NANOS = 300_000_000;
  private static final long MOST_NANOS = 60_000_000;

  private Cpu() {}

  /** Watches {@code thread} for a while, in which it has to wait rather than to spin. */
  // The numbers of platform threads, which Thread.threadId of newer JDKs gives too.
  @SuppressWarnings("deprecation")
  static void staysIdle(Thread thread) {
    long before = THREADS.getThreadCpuTime(thread.getId());
    long until = System.nanoTime() + WINDOW_NANOS;
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
    long used = THREADS.getThreadCpuTime(thread.getId()) - before;
    Expect.that(used < MOST_NANOS, "the thread spins: " + used / 1_000_000 + " ms of 300 ms");
  }
}

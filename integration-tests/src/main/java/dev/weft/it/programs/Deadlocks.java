package dev.weft.it.programs;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** Looks for threads that wait for each other's locks, and ends the program when there are any. */
public final class Deadlocks {
  /** The system property that asks for it. */
  private static final String ASKED_FOR = "deadlocks.watch";

  private static final int EXIT = 86;
  private static final int DEPTH = 64;
  private static final long BETWEEN_LOOKS_MILLIS = 50;

  private Deadlocks() {}

  /** Starts to look, if that is asked for. */
  public static void watchIfAsked() {
    if (Boolean.getBoolean(ASKED_FOR)) {
      Thread thread = new Thread(Deadlocks::watch, "deadlocks");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void watch() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try {
      while (true) {
        long[] locked = threads.findDeadlockedThreads();
        if (locked != null) {
          for (ThreadInfo thread : threads.getThreadInfo(locked, DEPTH)) {
            System.out.println("deadlock: " + thread);
          }
          Runtime.getRuntime().halt(EXIT);
        }
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

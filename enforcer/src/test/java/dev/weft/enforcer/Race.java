package dev.weft.enforcer;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Two threads that do something to the same object at the same moment, again and again. */
public final class Race {
  private static final long PATIENCE_SECONDS = 60;

  private Race() {}

  /** One meeting of the two. */
  public interface Contest {
    /** What the one does. */
    void first();

    /** What the other does meanwhile. */
    void second();

    /** What has come of it, when both have ended. */
    String outcome();
  }

  /** Has {@code rounds} contests held; how often each outcome was met. */
  public static Map<String, Integer> outcomes(int rounds, Supplier<Contest> contests)
      throws Exception {
    Map<String, Integer> outcomes = new TreeMap<>();
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < rounds; i++) {
        Contest contest = contests.get();
        AtomicInteger there = new AtomicInteger();
        Future<?> first = two.submit(() -> meet(there, contest::first));
        Future<?> second = two.submit(() -> meet(there, contest::second));
        first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        second.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        outcomes.merge(contest.outcome(), 1, Integer::sum);
      }
    } finally {
      two.shutdownNow();
    }
    return outcomes;
  }

  private static void meet(AtomicInteger there, Runnable act) {
    there.incrementAndGet();
    while (there.get() < 2) {
      Thread.onSpinWait();
    }
    act.run();
  }
}

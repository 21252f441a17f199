package dev.weft.agent.tls.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How often, and by which chance. The system property {@code weft.test.seed} gives the seed of one
 * round, which a failure names, and {@code weft.test.rounds} how many there are.
 */
final class Rounds {
  private static final int AT_ONCE = 4;

  private Rounds() {}

  /** One round. */
  @FunctionalInterface
  interface Round {
    void run(long seed) throws Exception;
  }

  /** Runs {@code round} {@code usually} times, or as the system properties have it. */
  static void run(int usually, Round round) throws Exception {
    for (long seed : seeds(usually)) {
      one(seed, round);
    }
  }

  /** As {@link #run}, some at a time. */
  static void runSomeAtOnce(int usually, Round round) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (long seed : seeds(usually)) {
        running.add(
            threads.submit(
                () -> {
                  one(seed, round);
                  return null;
                }));
      }
      for (Future<Void> each : running) {
        // It has a deadline of its own.
        Void unused = each.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failure) {
        throw failure;
      }
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }

  private static long[] seeds(int usually) {
    Long given = Long.getLong("weft.test.seed");
    return given != null
        ? new long[] {given}
        : new Random().longs(Integer.getInteger("weft.test.rounds", usually)).toArray();
  }

  private static void one(long seed, Round round) throws Exception {
    try {
      round.run(seed);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("with -Dweft.test.seed=" + seed + ": " + e.getMessage(), e);
    }
  }
}

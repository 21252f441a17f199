package dev.weft.it.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many callers at once, each under a trace of its own, whose work looks at what it works under
 * wherever it comes to run. Prints a line for each kind of work.
 */
final class ContextHunt {
  private static final int MANY = 200;
  private static final int THREADS = 8;
  private static final long PATIENCE_SECONDS = 30;

  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();

  private ContextHunt() {}

  /** What a caller has done, on the thread that calls. */
  interface Work {
    /**
     * Begins it.
     *
     * @param number the caller's number, whose trace has the same
     * @return done when the work is
     */
    CompletableFuture<?> begin(ContextHunt hunt, int number) throws Exception;
  }

  /** Has callers do this work; prints how often somebody looked, and what was seen. */
  static void hunt(String what, Work work) throws Exception {
    ContextHunt hunt = new ContextHunt();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (int i = 1; i <= MANY; i++) {
      int number = i;
      CompletableFuture<Object> end = new CompletableFuture<>();
      ends.add(end);
      threads.execute(() -> hunt.begin(work, number, end));
    }
    for (CompletableFuture<?> end : ends) {
      var unused = end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    threads.shutdownNow();
    System.out.printf(
        "%s looks=%s lost=%d wrong=%d%n",
        what, hunt.looks.get() >= MANY ? "enough" : hunt.looks, hunt.lost.get(), hunt.wrong.get());
  }

  private void begin(Work work, int number, CompletableFuture<Object> end) {
    try {
      var unused =
          Callers.under(number, () -> work.begin(this, number))
              .whenComplete(
                  (value, failure) -> {
                    if (failure == null) {
                      end.complete(value);
                    } else {
                      end.completeExceptionally(failure);
                    }
                  });
    } catch (Exception e) {
      end.completeExceptionally(e);
    }
  }

  /** Looks for what the calling thread works under, which should be the caller's. */
  void look(int number) {
    looks.incrementAndGet();
    String context = Traced.context();
    if (context.equals("none")) {
      lost.incrementAndGet();
    } else if (!context.startsWith(Callers.trace(number) + "-")) {
      wrong.incrementAndGet();
    }
  }

  /** As {@link #look}, for a step of a chain. */
  <T> T looking(int number, T value) {
    look(number);
    return value;
  }

  /** Has threads that are used again do {@code nothing} without a context, and prints a leak. */
  static void leaks(String what, Callable<CompletableFuture<String>> nothing) throws Exception {
    int leaks = 0;
    List<CompletableFuture<String>> seen = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      seen.add(nothing.call());
    }
    for (CompletableFuture<String> context : seen) {
      if (!context.get(PATIENCE_SECONDS, TimeUnit.SECONDS).equals("none")) {
        leaks++;
      }
    }
    System.out.println(what + " leaks=" + leaks);
  }
}

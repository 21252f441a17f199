package dev.weft.agent.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Hands work over in every way; prints one line for each and how many were wrong. */
// The looks are counted, however they end.
@SuppressWarnings("FutureReturnValueIgnored")
final class ContextProgram {
  private final Map<String, List<String>> results = new TreeMap<>();

  private ContextProgram() {}

  /** A way to hand work over by a pool that is made for it. */
  private interface Way {
    Requests.Handing of(ExecutorService pool);
  }

  public static void main(String[] args) throws Exception {
    try {
      System.exit(new ContextProgram().runAll() == 0 ? 0 : 1);
    } finally {
      // Threads of pools would keep a program that failed.
      Runtime.getRuntime().halt(2);
    }
  }

  private int runAll() throws Exception {
    pools();
    scheduled();
    results.putAll(ForkJoinCases.run());
    results.putAll(StageCases.run());
    results.putAll(TransparencyCases.run());
    if (Runtime.version().feature() >= 21) {
      results.putAll(VirtualThreadCases.run());
    }
    int wrong = 0;
    for (Map.Entry<String, List<String>> result : results.entrySet()) {
      wrong += result.getValue().size();
      System.out.println(result.getKey() + ": " + result.getValue().stream().limit(5).toList());
    }
    System.out.println("cases " + results.size() + " wrong " + wrong);
    return wrong;
  }

  private void pools() throws Exception {
    run("pool execute", fixed(), pool -> pool::execute);
    run("pool submit runnable", fixed(), pool -> pool::submit);
    run("pool submit callable", fixed(), pool -> look -> pool.submit(callable(look)));
    run("pool invokeAll", fixed(), pool -> look -> pool.invokeAll(List.of(callable(look))));
    run("pool invokeAny", fixed(), pool -> look -> pool.invokeAny(List.of(callable(look))));
    run("cached pool execute", Executors.newCachedThreadPool(), pool -> pool::execute);
    run("single thread execute", Executors.newSingleThreadExecutor(), pool -> pool::execute);
    run("caller runs", callerRuns(), pool -> pool::execute);
    run("caller runs submit", callerRuns(), pool -> pool::submit);
    ThreadPoolExecutor priorities =
        new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
    results.put("priorities", new Requests().run(it -> priorities.execute(new Prioritised(it))));
    priorities.shutdown();
    run(
        "completion service",
        fixed(),
        pool -> {
          CompletionService<Integer> service = new ExecutorCompletionService<>(pool);
          return look -> service.submit(look, 1);
        });
    run(
        "a pool behind a pool",
        fixed(),
        pool -> {
          ExecutorService second = fixed();
          return look -> pool.execute(() -> second.execute(look));
        });
    run("work that dies", fixed(), pool -> look -> pool.execute(dying(look)));
  }

  private void scheduled() throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(3);
    run("schedule", pool, unused -> look -> pool.schedule(look, 1, TimeUnit.MILLISECONDS));
    ScheduledExecutorService callables = Executors.newScheduledThreadPool(3);
    run(
        "schedule callable",
        callables,
        unused -> look -> callables.schedule(callable(look), 1, TimeUnit.MILLISECONDS));
    run("scheduled execute", Executors.newScheduledThreadPool(3), it -> it::execute);
    run("scheduled submit", Executors.newScheduledThreadPool(3), it -> it::submit);
  }

  private void run(String name, ExecutorService pool, Way way) throws Exception {
    List<String> wrong = new ArrayList<>(new Requests().run(way.of(pool)));
    wrong.addAll(leftOn(pool));
    pool.shutdown();
    results.put(name, wrong);
  }

  /** What threads of the pool still work under when nothing is left to do. */
  static List<String> leftOn(ExecutorService pool) throws Exception {
    List<String> wrong = new ArrayList<>();
    List<Callable<Long>> looks = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      looks.add(Requests::current);
    }
    for (var seen : pool.invokeAll(looks)) {
      if (seen.get() != 0) {
        wrong.add("left behind " + seen.get());
      }
    }
    return wrong;
  }

  private static ExecutorService fixed() {
    return Executors.newFixedThreadPool(4, ContextProgram::quietThread);
  }

  private static Thread quietThread(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((died, why) -> {});
    return thread;
  }

  private static ExecutorService callerRuns() {
    return new ThreadPoolExecutor(
        2,
        2,
        1,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(2),
        new ThreadPoolExecutor.CallerRunsPolicy());
  }

  private static Callable<Integer> callable(Runnable look) {
    return () -> {
      look.run();
      return 1;
    };
  }

  private static Runnable dying(Runnable look) {
    return () -> {
      look.run();
      throw new IllegalStateException("this thread dies");
    };
  }

  /** What such a queue takes; anything else is a {@code ClassCastException}. */
  private record Prioritised(Runnable look) implements Runnable, Comparable<Prioritised> {
    @Override
    public void run() {
      look.run();
    }

    @Override
    public int compareTo(Prioritised other) {
      return 0;
    }
  }
}

package dev.weft.agent.context;

import dev.weft.bootstrap.trace.TraceScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What a program sees of its own tasks, and what must not follow a context. */
final class TransparencyCases {
  private TransparencyCases() {}

  static Map<String, List<String>> run() throws Exception {
    Map<String, List<String>> results = new TreeMap<>();
    results.put("own tasks everywhere", ownTasks());
    results.put("removed task comes again", removedTask());
    results.put("one task for all", oneTaskForAll());
    results.put("again and again", periodic());
    return results;
  }

  /** The queue, the handler of rejections and {@code shutdownNow} have the very objects. */
  private static List<String> ownTasks() throws Exception {
    List<String> wrong = new ArrayList<>();
    List<Runnable> rejected = new ArrayList<>();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1),
            (task, executor) -> rejected.add(task));
    CountDownLatch busy = new CountDownLatch(1);
    Runnable first = () -> await(busy);
    Runnable second = () -> {};
    Runnable third = () -> {};
    TraceScope scope = TraceScope.open(Requests.context(1));
    try {
      pool.execute(first);
      pool.execute(second);
      pool.execute(third);
    } finally {
      scope.close();
    }
    if (pool.getQueue().peek() != second) {
      wrong.add("queue " + pool.getQueue());
    }
    if (rejected.size() != 1 || rejected.get(0) != third) {
      wrong.add("rejected " + rejected);
    }
    List<Runnable> never = pool.shutdownNow();
    if (never.size() != 1 || never.get(0) != second) {
      wrong.add("never run " + never);
    }
    busy.countDown();
    return wrong;
  }

  /** A task that was taken out of the queue has no context when it is given again without one. */
  private static List<String> removedTask() throws Exception {
    List<String> wrong = new ArrayList<>();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    CountDownLatch busy = new CountDownLatch(1);
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    Runnable task = () -> seen.add(Requests.current());
    pool.execute(() -> await(busy));
    TraceScope scope = TraceScope.open(Requests.context(1));
    try {
      pool.execute(task);
    } finally {
      scope.close();
    }
    if (!pool.remove(task)) {
      wrong.add("not removed");
    }
    pool.execute(task);
    busy.countDown();
    pool.shutdown();
    if (!pool.awaitTermination(60, TimeUnit.SECONDS) || !seen.equals(List.of(0L))) {
      wrong.add("seen " + seen);
    }
    return wrong;
  }

  /** The same object is given by every request at once. */
  private static List<String> oneTaskForAll() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(4, 4, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    Runnable task = () -> seen.add(Requests.current());
    for (int i = 1; i <= Requests.COUNT; i++) {
      TraceScope scope = TraceScope.open(Requests.context(i));
      try {
        pool.execute(task);
      } finally {
        scope.close();
      }
    }
    pool.shutdown();
    if (!pool.awaitTermination(60, TimeUnit.SECONDS)) {
      return List.of("still running");
    }
    boolean all = seen.size() == Requests.COUNT && new TreeSet<>(seen).size() == Requests.COUNT;
    return all && !seen.contains(0L) ? List.of() : List.of("seen " + new TreeSet<>(seen).size());
  }

  /** What a request has set going for good is no part of it. */
  private static List<String> periodic() throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    CountDownLatch rounds = new CountDownLatch(5);
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    TraceScope scope = TraceScope.open(Requests.context(1));
    ScheduledFuture<?> task;
    try {
      task =
          pool.scheduleWithFixedDelay(
              () -> {
                seen.add(Requests.current());
                rounds.countDown();
              },
              1,
              1,
              TimeUnit.MILLISECONDS);
    } finally {
      scope.close();
    }
    boolean came = rounds.await(60, TimeUnit.SECONDS);
    task.cancel(false);
    pool.shutdown();
    return came && seen.stream().allMatch(it -> it == 0) ? List.of() : List.of("seen " + seen);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

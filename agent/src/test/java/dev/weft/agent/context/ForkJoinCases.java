package dev.weft.agent.context;

import dev.weft.bootstrap.trace.TraceScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveAction;
import java.util.stream.IntStream;

/** Fork/join pools, their own tasks and those of parallel streams. */
// The looks are counted, however they end.
@SuppressWarnings("FutureReturnValueIgnored")
final class ForkJoinCases {
  private static final int LEAVES = 8;

  private ForkJoinCases() {}

  static Map<String, List<String>> run() throws Exception {
    Map<String, List<String>> results = new TreeMap<>();
    ForkJoinPool pool = new ForkJoinPool(4);
    results.put("fork/join execute", one(pool, pool::execute));
    results.put("fork/join submit", one(pool, look -> pool.submit(look)));
    results.put(
        "fork/join submit callable",
        one(
            pool,
            look ->
                pool.submit(
                    () -> {
                      look.run();
                      return 1;
                    })));
    results.put(
        "fork/join tree", leaves(pool, look -> pool.execute(new Tree(look, LEAVES, false))));
    results.put(
        "fork/join invoke", leaves(pool, look -> pool.invoke(new Tree(look, LEAVES, true))));
    results.put("task invoke", leaves(pool, look -> new Tree(look, LEAVES, true).invoke()));
    results.put(
        "invokeAll of a list",
        leaves(
            pool,
            look -> {
              List<ForkJoinTask<?>> tasks = new ArrayList<>();
              for (int i = 0; i < LEAVES; i++) {
                tasks.add(ForkJoinTask.adapt(look));
              }
              ForkJoinTask.invokeAll(tasks);
            }));
    ForkJoinPool common = ForkJoinPool.commonPool();
    results.put("common pool execute", one(common, common::execute));
    results.put(
        "parallel stream",
        leaves(
            common, look -> IntStream.range(0, LEAVES).parallel().forEach(unused -> look.run())));
    ForkJoinPool async =
        new ForkJoinPool(2, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    results.put("async mode", one(async, async::execute));
    results.put("help while waiting", helping());
    return results;
  }

  private static List<String> one(ForkJoinPool pool, Requests.Handing handing) throws Exception {
    List<String> wrong = new ArrayList<>(new Requests().run(handing));
    wrong.addAll(ContextProgram.leftOn(pool));
    return wrong;
  }

  private static List<String> leaves(ForkJoinPool pool, Requests.Handing handing) throws Exception {
    List<String> wrong = new ArrayList<>(new Requests().run(LEAVES, handing));
    wrong.addAll(ContextProgram.leftOn(pool));
    return wrong;
  }

  /** The only worker of a pool, under a context, runs what others have given without one. */
  private static List<String> helping() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    List<Long> seen = new ArrayList<>();
    ForkJoinTask<?> background = ForkJoinTask.adapt(() -> seen.add(Requests.current()));
    TraceScope scope = TraceScope.open(Requests.context(5));
    Future<?> request;
    try {
      request =
          pool.submit(
              () -> {
                TraceScope none = TraceScope.open(null);
                background.fork();
                none.close();
                background.join();
                seen.add(Requests.current());
              });
    } finally {
      scope.close();
    }
    request.get();
    pool.shutdown();
    return seen.equals(List.of(0L, 5L)) ? List.of() : List.of("seen " + seen);
  }

  /** Splits until each part is one look. */
  private static final class Tree extends RecursiveAction {
    private static final long serialVersionUID = 1L;

    private final transient Runnable look;
    private final int size;
    private final boolean together;

    Tree(Runnable look, int size, boolean together) {
      this.look = look;
      this.size = size;
      this.together = together;
    }

    @Override
    protected void compute() {
      if (size == 1) {
        look.run();
        return;
      }
      Tree left = new Tree(look, size / 2, together);
      Tree right = new Tree(look, size - size / 2, together);
      if (together) {
        invokeAll(left, right);
      } else {
        left.fork();
        right.compute();
        left.join();
      }
    }
  }
}

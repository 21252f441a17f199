package dev.weft.agent.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Stages of {@code CompletableFuture}. */
// The looks are counted, however they end.
@SuppressWarnings("FutureReturnValueIgnored")
final class StageCases {
  private StageCases() {}

  static Map<String, List<String>> run() throws Exception {
    Map<String, List<String>> results = new TreeMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    ExecutorService other = Executors.newFixedThreadPool(4);
    Executor newThread = work -> new Thread(work).start();
    results.put("runAsync", run(1, CompletableFuture::runAsync));
    results.put("runAsync in pool", run(1, look -> CompletableFuture.runAsync(look, pool)));
    results.put(
        "runAsync in threads of its own",
        run(1, look -> CompletableFuture.runAsync(look, newThread)));
    results.put(
        "chain",
        run(
            3,
            look ->
                CompletableFuture.runAsync(look, pool)
                    .thenRunAsync(look, other)
                    .thenRunAsync(look)));
    results.put(
        "chain of threads",
        run(2, look -> CompletableFuture.runAsync(look, newThread).thenRunAsync(look, newThread)));
    results.put("completed by a stranger", completedByStranger(pool, other));
    results.put(
        "combined",
        run(
            3,
            look ->
                CompletableFuture.runAsync(look, pool)
                    .runAfterBothAsync(CompletableFuture.runAsync(look, other), look, pool)));
    results.put(
        "delayed",
        run(
            1,
            look ->
                CompletableFuture.runAsync(
                    look, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))));
    results.put("left in pool", ContextProgram.leftOn(pool));
    results.put("left in other pool", ContextProgram.leftOn(other));
    pool.shutdown();
    other.shutdown();
    return results;
  }

  private static List<String> run(int times, Requests.Handing handing) throws Exception {
    return new Requests().run(times, handing);
  }

  /** Stages wait for futures that threads complete which work for nobody, or for somebody else. */
  private static List<String> completedByStranger(ExecutorService stranger, Executor pool)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    wrong.addAll(
        run(
            1,
            look -> {
              CompletableFuture<Void> future = new CompletableFuture<>();
              CompletableFuture<Void> unused = future.thenRunAsync(look, pool);
              stranger.execute(() -> future.complete(null));
            }));
    return wrong;
  }
}

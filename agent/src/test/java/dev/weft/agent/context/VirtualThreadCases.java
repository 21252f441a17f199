package dev.weft.agent.context;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What only newer JDKs have; by reflection, since this is compiled for the oldest. */
// The looks are counted, however they end.
@SuppressWarnings("FutureReturnValueIgnored")
final class VirtualThreadCases {
  private VirtualThreadCases() {}

  static Map<String, List<String>> run() throws Exception {
    Map<String, List<String>> results = new TreeMap<>();
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    results.put("virtual threads execute", one(threads, threads::execute));
    results.put("virtual threads submit", one(threads, look -> threads.submit(look)));
    results.put(
        "virtual threads wait",
        one(
            threads,
            look ->
                threads.execute(
                    () -> {
                      sleep();
                      look.run();
                    })));
    if (Runtime.version().feature() >= 25) {
      results.put("structured tasks", one(threads, VirtualThreadCases::structured));
    }
    return results;
  }

  private static List<String> one(ExecutorService threads, Requests.Handing handing)
      throws Exception {
    List<String> wrong = new ArrayList<>(new Requests().run(handing));
    wrong.addAll(ContextProgram.leftOn(threads));
    return wrong;
  }

  private static void structured(Runnable look) throws Exception {
    Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
    Method fork = type.getMethod("fork", Callable.class);
    Method join = type.getMethod("join");
    try (AutoCloseable scope = (AutoCloseable) type.getMethod("open").invoke(null)) {
      Callable<Integer> task =
          () -> {
            look.run();
            return 1;
          };
      fork.invoke(scope, task);
      join.invoke(scope);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

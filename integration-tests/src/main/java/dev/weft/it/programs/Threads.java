package dev.weft.it.programs;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Picks the kind of threads a program runs on. */
final class Threads {
  private Threads() {}

  /**
   * An executor with a thread for each task.
   *
   * @param kind {@code platform}, or {@code virtual}, which only JDK 21 and newer have
   */
  static ExecutorService of(String kind) throws ReflectiveOperationException {
    return switch (kind) {
      case "platform" -> Executors.newCachedThreadPool();
      // By name, because this has to compile for JDK 17.
      case "virtual" ->
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      default ->
          throw new IllegalArgumentException(
              "threads: " + kind + " (expected: platform or virtual)");
    };
  }
}

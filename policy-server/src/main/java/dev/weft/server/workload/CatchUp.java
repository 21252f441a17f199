package dev.weft.server.workload;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is in memory with the database, for any number who ask: one comparison at a time,
 * and each of them gets the outcome of one that began after he asked. Safe for use by many threads.
 */
final class CatchUp {
  private final Runnable comparison;
  private @Nullable CompletableFuture<Void> running;
  private @Nullable CompletableFuture<Void> next;

  /** Catches up by {@code comparison}, which may block. */
  CatchUp(Runnable comparison) {
    this.comparison = comparison;
  }

  /**
   * The end of a comparison that begins after this call; it fails as the comparison does.
   *
   * @param executor runs the comparison
   */
  synchronized CompletableFuture<Void> request(Executor executor) {
    if (running == null) {
      CompletableFuture<Void> begun = new CompletableFuture<>();
      running = begun;
      start(begun, executor);
      return begun;
    }
    if (next == null) {
      next = new CompletableFuture<>();
    }
    return next;
  }

  private void start(CompletableFuture<Void> end, Executor executor) {
    var unused =
        CompletableFuture.runAsync(comparison, executor)
            .whenComplete(
                (done, failure) -> {
                  goOn(executor);
                  if (failure == null) {
                    end.complete(null);
                  } else {
                    end.completeExceptionally(failure);
                  }
                });
  }

  private synchronized void goOn(Executor executor) {
    running = next;
    next = null;
    if (running != null) {
      start(running, executor);
    }
  }
}

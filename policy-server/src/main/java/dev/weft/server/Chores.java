package dev.weft.server;

import dev.weft.server.store.StoreUnavailableException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done now and then. A chore that fails is done again next time. There are threads
 * enough that one clean-up which takes long holds up nothing that is due each second.
 */
final class Chores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "weft-chores");
            thread.setDaemon(true);
            return thread;
          });

  /** Whether the last chore found that the store answers. */
  private volatile boolean storeAnswers = true;

  private final Set<String> onDemand;
  private final Map<String, Chore> known = new ConcurrentHashMap<>();

  /** Chores of which those named {@code onDemand} are done by {@link #run} only. */
  Chores(Set<String> onDemand) {
    this.onDemand = Set.copyOf(onDemand);
  }

  /** Something to be done. */
  interface Chore {
    void run() throws Exception;
  }

  void everySecond(String name, Chore chore) {
    repeat(name, chore, 1);
  }

  void everyMinute(String name, Chore chore) {
    repeat(name, chore, 60);
  }

  private void repeat(String name, Chore chore, long seconds) {
    known.put(name, chore);
    if (onDemand.contains(name)) {
      return;
    }
    Future<?> unused =
        executor.scheduleWithFixedDelay(
            () -> attempt(name, chore), seconds, seconds, TimeUnit.SECONDS);
  }

  /** Does a chore at once, on the chores' thread, and waits for it. */
  void run(String name) throws Exception {
    Chore chore = known.get(name);
    if (chore == null) {
      throw new IllegalArgumentException("chore: " + name + " (expected: a known one)");
    }
    executor
        .submit(
            () -> {
              chore.run();
              return true;
            })
        .get();
  }

  /** A database that does not answer is told of once, not with every try. */
  private void attempt(String name, Chore chore) {
    try {
      chore.run();
      storeAnswers = true;
    } catch (StoreUnavailableException e) {
      if (storeAnswers) {
        LOG.atWarn().addKeyValue("chore", name).log("the store does not answer; trying again");
      }
      storeAnswers = false;
    } catch (Exception e) {
      LOG.atError().setCause(e).addKeyValue("chore", name).log("chore failed");
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.atWarn().log("a chore does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

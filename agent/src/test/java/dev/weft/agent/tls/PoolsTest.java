package dev.weft.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

class PoolsTest {
  private static final int THREADS = 4;

  @Test
  void take_manyAtOnce_areAllDifferent() {
    Set<Integer> identities = new HashSet<>();

    for (int i = 0; i < 200; i++) {
      Block block = RecordMemory.HEAP.plaintext().take();
      assertThat(identities.add(System.identityHashCode(block))).isTrue();
    }
  }

  /** No block has two owners at a time: each thread marks its own and finds its mark again. */
  @Test
  void takeAndGive_byManyThreads_neverSharesABlock() throws Exception {
    AtomicReferenceArray<String> failures = new AtomicReferenceArray<>(THREADS);
    BlockPool pool = RecordMemory.HEAP.input();
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    CountDownLatch start = new CountDownLatch(1);
    Future<?>[] done = new Future<?>[THREADS];
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      done[t] =
          executor.submit(
              () -> {
                start.await();
                for (int i = 0; i < 50_000; i++) {
                  Block own = pool.take();
                  own.range(0, 2).put((byte) thread).put((byte) i);
                  if (own.range(0, 1).get() != thread || own.range(1, 1).get() != (byte) i) {
                    failures.set(thread, "run " + i);
                  }
                  pool.give(own);
                }
                return null;
              });
    }
    start.countDown();
    for (Future<?> future : done) {
      future.get(60, TimeUnit.SECONDS);
    }
    executor.shutdownNow();

    for (int t = 0; t < THREADS; t++) {
      assertThat(failures.get(t)).as("thread %d", t).isNull();
    }
  }
}

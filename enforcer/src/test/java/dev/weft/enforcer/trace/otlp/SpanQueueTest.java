package dev.weft.enforcer.trace.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.enforcer.trace.FinishedSpan;
import dev.weft.enforcer.trace.SpanKind;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpanQueueTest {
  private static final long LONG = TimeUnit.MINUTES.toNanos(5);

  /** What a thread took that waited, and how often it did. */
  private record Taken(List<FinishedSpan> batch, long waits) {}

  private static FinishedSpan span(long id) {
    return new FinishedSpan(
        SpanKind.SERVER, "GET", new TraceContext(1, 1, id, 1, ""), 0, 1, 1, false, Map.of());
  }

  private static void awaitWaiting(Thread thread) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void accept_fewerThanABatch_wakeNobody() throws Exception {
    SpanQueue queue = new SpanQueue(1000);
    CompletableFuture<Taken> taken = new CompletableFuture<>();
    Thread taker =
        new Thread(
            () -> {
              try {
                List<FinishedSpan> batch = queue.take(100, LONG);
                long id = Thread.currentThread().getId();
                var info = ManagementFactory.getThreadMXBean().getThreadInfo(id);
                taken.complete(new Taken(batch, info.getWaitedCount()));
              } catch (Throwable t) {
                taken.completeExceptionally(t);
              }
            });
    taker.setDaemon(true);
    taker.start();

    for (int i = 0; i < 100; i++) {
      awaitWaiting(taker);
      queue.accept(span(i));
    }

    Taken all = taken.get(30, TimeUnit.SECONDS);
    assertThat(all.batch()).hasSize(100);
    // Once for the batch, and perhaps once more for the lock that the last one still held.
    assertThat(all.waits()).isLessThan(10);
  }

  @Test
  void take_moreThanABatch_leavesTheRestInOrder() throws Exception {
    SpanQueue queue = new SpanQueue(10);
    for (int i = 1; i <= 5; i++) {
      queue.accept(span(i));
    }

    assertThat(queue.take(3, LONG))
        .extracting(it -> it.context().spanId())
        .containsExactly(1L, 2L, 3L);
    assertThat(queue.take(3, 0)).extracting(it -> it.context().spanId()).containsExactly(4L, 5L);
    assertThat(queue.take(3, 1)).isEmpty();
    assertThat(queue.dropped()).isZero();
  }

  @Test
  void take_batchLargerThanTheQueue_isWhatTheQueueHolds() throws Exception {
    SpanQueue queue = new SpanQueue(2);
    for (int i = 1; i <= 5; i++) {
      queue.accept(span(i));
    }

    assertThat(queue.take(512, LONG)).hasSize(2);
    assertThat(queue.dropped()).isEqualTo(3);
  }
}

package dev.weft.enforcer.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestDurationsTest {
  private static void record(RequestDurations durations, int status, long millis) {
    durations.record(
        SpanKind.SERVER,
        "GET",
        status,
        null,
        null,
        Verdict.ALLOWED,
        TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void record_durations_inTheConventionsBuckets() {
    RequestDurations durations = new RequestDurations(10);
    for (long millis : new long[] {0, 5, 6, 100, 10_000, 10_001}) {
      record(durations, 200, millis);
    }

    Histogram.Snapshot snapshot = durations.series().values().iterator().next().snapshot();
    assertThat(snapshot.counts()).containsExactly(2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1);
    assertThat(snapshot.count()).isEqualTo(6);
    assertThat(snapshot.sum()).isEqualTo(20.112);
  }

  @Test
  void record_tooManySeries_countedTogether() {
    RequestDurations durations = new RequestDurations(3);
    for (int status = 200; status < 210; status++) {
      record(durations, status, 1);
      record(durations, status, 1);
    }

    Map<DurationSeries, Histogram> series = durations.series();
    assertThat(series).hasSize(4);
    assertThat(
            series.entrySet().stream()
                .filter(it -> it.getKey().isOverflow())
                .mapToLong(it -> it.getValue().snapshot().count()))
        .containsExactly(14L);
  }

  @Test
  void record_manyThreads_nothingLostAndLimitHeld() throws Exception {
    RequestDurations durations = new RequestDurations(50);
    CountDownLatch go = new CountDownLatch(1);
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < 5_000; i++) {
                  record(durations, 100 + i % 100, 1);
                }
              });
      threads[t].start();
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(durations.series()).hasSizeLessThanOrEqualTo(51);
    assertThat(durations.series().values().stream().mapToLong(it -> it.snapshot().count()).sum())
        .isEqualTo(40_000);
  }
}

package dev.weft.server.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
  private final AtomicLong now = new AtomicLong();

  private RateLimiter limiter(int perSecond, int burst) {
    return new RateLimiter(new Rate(perSecond, burst), now::get);
  }

  private static int takeAll(RateLimiter limiter, Object key, int attempts) {
    int taken = 0;
    for (int i = 0; i < attempts; i++) {
      taken += limiter.take(key).isZero() ? 1 : 0;
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 10, Long.MIN_VALUE, -1})
  void take_burst_thenTheSteadyRate_wheneverTheClockBegan(long start) {
    now.set(start);
    RateLimiter limiter = limiter(10, 20);

    assertThat(takeAll(limiter, "jane", 100)).isEqualTo(20);
    now.addAndGet(Duration.ofMillis(300).toNanos());
    assertThat(takeAll(limiter, "jane", 100)).isEqualTo(3);
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(takeAll(limiter, "jane", 100)).isEqualTo(20);
  }

  @Test
  void take_refused_saysHowLongToWaitAndCostsNothing() {
    RateLimiter limiter = limiter(10, 1);
    assertThat(limiter.take("jane")).isZero();

    Duration wait = limiter.take("jane");
    assertThat(wait).isEqualTo(Duration.ofMillis(100));
    assertThat(limiter.take("jane")).isEqualTo(wait);

    now.addAndGet(wait.toNanos() - 1);
    assertThat(limiter.peek("jane")).isEqualTo(Duration.ofNanos(1));
    now.addAndGet(1);
    assertThat(limiter.peek("jane")).isZero();
    assertThat(limiter.take("jane")).isZero();
  }

  @Test
  void take_others_areNotHeldUp() {
    RateLimiter limiter = limiter(1, 1);
    takeAll(limiter, "jane", 10);

    assertThat(limiter.take("joe")).isZero();
    assertThat(limiter.peek("nobody")).isZero();
  }

  @Test
  void take_byManyThreads_neverMoreThanTheBurst() throws Exception {
    RateLimiter limiter = limiter(1, 100);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Integer>> counts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      counts.add(
          threads.submit(
              () -> {
                go.await();
                return takeAll(limiter, "jane", 100);
              }));
    }
    go.countDown();
    int taken = 0;
    for (Future<Integer> count : counts) {
      taken += count.get();
    }
    threads.shutdown();

    assertThat(taken).isEqualTo(100);
  }

  @Test
  void take_aMillionKeys_staysBounded() {
    RateLimiter limiter = limiter(1, 1);
    for (int i = 0; i < 1_000_000; i++) {
      limiter.take(i);
    }

    assertThat(limiter.size()).isLessThanOrEqualTo(20_000);
  }

  @Test
  void sourceKey_addressesOfOneIpv6Network_countAsOne() throws Exception {
    assertThat(SourceKey.of(InetAddress.getByName("2001:db8:1:2::1")))
        .isEqualTo(SourceKey.of(InetAddress.getByName("2001:db8:1:2:ffff::9")))
        .isNotEqualTo(SourceKey.of(InetAddress.getByName("2001:db8:1:3::1")));
    assertThat(SourceKey.of(InetAddress.getByName("192.0.2.1")))
        .isNotEqualTo(SourceKey.of(InetAddress.getByName("192.0.2.2")));
  }
}

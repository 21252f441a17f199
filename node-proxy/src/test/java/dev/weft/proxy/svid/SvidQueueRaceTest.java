package dev.weft.proxy.svid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.control.SvidPlan;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue on its real threads, with many who meddle at once. */
@Timeout(120)
class SvidQueueRaceTest {
  private static final int WORKLOADS = 64;
  private static final int MEDDLERS = 4;
  private static final long DEADLINE_SECONDS = 60;

  private final Faults faults = new Faults(EventLog.to(null, LogLevel.ERROR));
  private final List<Thread> made = new ArrayList<>();
  private final AtomicInteger asking = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger doubles = new AtomicInteger();

  private SvidQueue queue() {
    PooledThreads threads =
        new PooledThreads(
            4,
            task -> {
              Thread thread = new Thread(task, "svid-race");
              thread.setDaemon(true);
              synchronized (made) {
                made.add(thread);
              }
              return thread;
            });
    return new SvidQueue(4, threads, InstantSource.system(), System::nanoTime, faults);
  }

  /** Gets SVIDs for some milliseconds, or none, as chance has it. */
  private final class Racing {
    final Seat seat;
    final AtomicInteger got = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final SplittableRandom random;
    volatile boolean settled;

    Racing(SvidQueue queue, long seed) {
      this.random = new SplittableRandom(seed);
      this.seat = queue.seat();
      seat.bind(this::ask);
    }

    private SvidPlan ask() {
      if (inside.incrementAndGet() > 1) {
        doubles.incrementAndGet();
      }
      most.accumulateAndGet(asking.incrementAndGet(), Math::max);
      LockSupport.parkNanos(random.nextInt(300_000));
      asking.decrementAndGet();
      inside.decrementAndGet();
      Instant now = Instant.now();
      if (!settled && random.nextInt(4) == 0) {
        return new SvidPlan(true, Duration.ofMillis(random.nextInt(5)), now, Instant.MIN);
      }
      got.incrementAndGet();
      Duration rest = settled ? Duration.ofHours(1) : Duration.ofMillis(random.nextInt(5));
      return new SvidPlan(false, rest, now.plus(rest), settled ? now.plus(rest) : now);
    }
  }

  private void meddle(List<Racing> all, long seed, CountDownLatch over) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      Racing one = all.get(random.nextInt(all.size()));
      switch (random.nextInt(8)) {
        case 0 -> one.seat.wake();
        case 1 -> {
          if (one.seat.number < WORKLOADS / 4) {
            one.seat.stop();
          }
        }
        default -> one.seat.hurry();
      }
    }
    over.countDown();
  }

  private List<Racing> race(SvidQueue queue, CountDownLatch over) {
    List<Racing> all = new ArrayList<>();
    for (int i = 0; i < WORKLOADS; i++) {
      all.add(new Racing(queue, i));
    }
    all.forEach(one -> one.seat.wake());
    for (int i = 0; i < MEDDLERS; i++) {
      long seed = 1000L + i;
      Thread thread = new Thread(() -> meddle(all, seed, over), "svid-meddler-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    return all;
  }

  @Test
  void race_keepsTheBoundAndEveryoneThatStaysIsServed() throws Exception {
    try (SvidQueue queue = queue()) {
      CountDownLatch over = new CountDownLatch(MEDDLERS);
      List<Racing> all = race(queue, over);
      assertThat(over.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      List<Racing> staying = all.subList(WORKLOADS / 4, WORKLOADS);
      List<Integer> before = staying.stream().map(one -> one.got.get()).toList();
      staying.forEach(one -> one.settled = true);

      // Each comes again by itself, and then rests: neither was any lost, nor is any turn.
      await(
          () -> {
            for (int i = 0; i < staying.size(); i++) {
              if (staying.get(i).got.get() <= before.get(i)) {
                return false;
              }
            }
            SvidFigures figures = queue.figures();
            return figures.asking() == 0 && figures.backingOff() == 0;
          });
      assertThat(most.get()).isBetween(2, 4);
      assertThat(doubles).hasValue(0);
      assertThat(faults.counts()).isEmpty();
      assertThat(queue.figures().priorities()).allSatisfy(it -> assertThat(it.waiting()).isZero());
    }
  }

  @Test
  void close_inTheMiddle_endsEveryThread() throws Exception {
    SvidQueue queue = queue();
    CountDownLatch over = new CountDownLatch(MEDDLERS);
    List<Racing> all = race(queue, over);
    await(() -> all.stream().anyMatch(one -> one.got.get() > 3));
    queue.close();

    assertThat(over.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    List<Thread> threads;
    synchronized (made) {
      threads = List.copyOf(made);
    }
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(asking).hasValue(0);
    assertThat(faults.counts()).isEmpty();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("within the deadline").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }
}

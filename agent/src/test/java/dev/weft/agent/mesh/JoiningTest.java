package dev.weft.agent.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JoiningTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final CountDownLatch answer = new CountDownLatch(1);

  @Test
  void await_joiningGoesOn_waitsForItsEnd() throws Exception {
    Joining joining = Joining.begin(this::awaitAnswer, Thread::new, LONG);
    FutureTask<Long> waiter = waiting(joining);
    Thread thread = new Thread(waiter);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(waiter).isNotDone();
      Thread.onSpinWait();
    }

    answer.countDown();

    assertThat(waiter.get(30, TimeUnit.SECONDS)).isZero();
    joining.await();
  }

  @Test
  void await_joiningFails_isOver() {
    Joining joining =
        Joining.begin(
            () -> {
              throw new IllegalStateException("a fault");
            },
            task -> {
              Thread thread = new Thread(task);
              thread.setUncaughtExceptionHandler((it, fault) -> {});
              return thread;
            },
            LONG);

    joining.await();
  }

  @Test
  void await_noEndInTime_goesOn() {
    Joining joining = Joining.begin(this::awaitAnswer, Thread::new, Duration.ofMillis(20));

    joining.await();

    assertThat(answer.getCount()).isOne();
    answer.countDown();
  }

  @Test
  void await_interrupted_waitsOnAndKeepsTheInterrupt() throws Exception {
    Joining joining = Joining.begin(this::awaitAnswer, Thread::new, LONG);
    FutureTask<Long> waiter = waiting(joining);
    Thread thread = new Thread(waiter);
    thread.start();
    thread.interrupt();
    while (thread.isInterrupted() || thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(waiter).isNotDone();
      Thread.onSpinWait();
    }

    answer.countDown();

    assertThat(waiter.get(30, TimeUnit.SECONDS)).isOne();
  }

  /** Waits, and then tells how often it was interrupted meanwhile: once or not at all. */
  private static FutureTask<Long> waiting(Joining joining) {
    return new FutureTask<>(
        () -> {
          joining.await();
          return Thread.interrupted() ? 1L : 0L;
        });
  }

  private void awaitAnswer() {
    try {
      assertThat(answer.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

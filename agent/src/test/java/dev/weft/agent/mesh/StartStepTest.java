package dev.weft.agent.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StartStepTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void await_stepGoesOn_waitsForItsEnd() throws Exception {
    StartStep step = StartStep.within(LONG);
    FutureTask<Long> waiter = waiting(step);
    Thread thread = new Thread(waiter);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(waiter).isNotDone();
      Thread.onSpinWait();
    }

    step.finish();

    assertThat(waiter.get(30, TimeUnit.SECONDS)).isZero();
    step.await();
  }

  @Test
  void await_noEndInTime_goesOn() throws Exception {
    FutureTask<Long> waiter = waiting(StartStep.within(Duration.ofMillis(20)));
    new Thread(waiter).start();

    assertThat(waiter.get(30, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void await_interrupted_waitsOnAndKeepsTheInterrupt() throws Exception {
    StartStep step = StartStep.within(LONG);
    FutureTask<Long> waiter = waiting(step);
    Thread thread = new Thread(waiter);
    thread.start();
    thread.interrupt();
    while (thread.isInterrupted() || thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(waiter).isNotDone();
      Thread.onSpinWait();
    }

    step.finish();

    assertThat(waiter.get(30, TimeUnit.SECONDS)).isOne();
  }

  /** Waits, and then tells how often it was interrupted meanwhile: once or not at all. */
  private static FutureTask<Long> waiting(StartStep step) {
    return new FutureTask<>(
        () -> {
          step.await();
          return Thread.interrupted() ? 1L : 0L;
        });
  }
}

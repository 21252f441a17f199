package dev.weft.agent.mesh;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A step of the agent's start beside which the program starts, and for which it waits when it comes
 * to need it. Safe for any thread.
 */
final class StartStep {
  private final CountDownLatch over = new CountDownLatch(1);
  private final long end;

  private StartStep(Duration limit) {
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** One that is not over, for which nobody waits longer than {@code limit} from now on. */
  static StartStep within(Duration limit) {
    return new StartStep(limit);
  }

  /** One that is over. */
  static StartStep done() {
    StartStep step = new StartStep(Duration.ZERO);
    step.finish();
    return step;
  }

  /** It is over, well or not. */
  void finish() {
    over.countDown();
  }

  /**
   * Waits until it is over, or its limit is reached. An interrupt is the program's, and is kept for
   * it.
   */
  void await() {
    if (over.getCount() == 0) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        boolean unused = over.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

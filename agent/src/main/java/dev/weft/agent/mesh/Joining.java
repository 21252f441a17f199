package dev.weft.agent.mesh;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The joining of the mesh, beside which the program starts: what it does before it first connects,
 * listens or accepts need not wait for an identity. Safe for any thread.
 */
final class Joining {
  private final CountDownLatch over = new CountDownLatch(1);
  private final long end;

  private Joining(Duration limit) {
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** One that is over. */
  static Joining done() {
    Joining joining = new Joining(Duration.ZERO);
    joining.over.countDown();
    return joining;
  }

  /**
   * Begins it.
   *
   * @param join joins the mesh, or gives up and says so; returns within {@code limit}
   * @param threads makes the one on which that is done
   * @param limit how long anybody waits for it, from now on
   */
  static Joining begin(Runnable join, ThreadFactory threads, Duration limit) {
    Joining joining = new Joining(limit);
    Thread thread =
        threads.newThread(
            () -> {
              try {
                join.run();
              } finally {
                joining.over.countDown();
              }
            });
    thread.start();
    return joining;
  }

  /**
   * Waits until it is over, or its limit is reached; rules refuse then what nobody knows anything
   * of. An interrupt is the program's, and is kept for it.
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

package dev.weft.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for things to happen, never longer than it was told to. */
final class Waiting {
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private Waiting() {}

  /** Looks for something. */
  @FunctionalInterface
  interface Probe<T> {
    /** What was looked for, once it is there. */
    Optional<T> look() throws IOException;
  }

  /**
   * Looks again and again until the probe finds something.
   *
   * @param limit how long at most
   * @param otherwise what the exception says when the time is over
   * @throws StepFailedException when nothing was found in time
   */
  static <T> T until(Duration limit, Probe<T> probe, Supplier<String> otherwise)
      throws IOException, StepFailedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> found = probe.look();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() - deadline > 0) {
        throw new StepFailedException(otherwise.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}

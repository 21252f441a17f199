package dev.weft.core.control;

import dev.weft.core.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs tasks on the test's own thread, in the order of a fake clock, when it is told to. */
final class ManualScheduler implements TaskScheduler {
  private final TestClock clock;
  private final List<Task> tasks = new ArrayList<>();
  private long sequence;
  private boolean stopped;

  ManualScheduler(TestClock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Cancellable schedule(Duration delay, Runnable work) {
    if (stopped) {
      return () -> {};
    }
    Task task = new Task(clock.instant().plus(delay), sequence++, work);
    tasks.add(task);
    return () -> remove(task);
  }

  @Override
  public synchronized void shutdown() {
    stopped = true;
    tasks.clear();
  }

  /** Runs what is due now, and what that makes due. */
  void runDue() {
    advance(Duration.ZERO);
  }

  /** Moves the clock on by {@code by}, and runs each task at its own time. */
  void advance(Duration by) {
    Instant end = clock.instant().plus(by);
    int runs = 0;
    for (Optional<Task> next = next(end); next.isPresent(); next = next(end)) {
      if (++runs > 5000) {
        throw new IllegalStateException("tasks: a loop without a wait");
      }
      Task task = next.get();
      remove(task);
      if (task.due().isAfter(clock.instant())) {
        clock.set(task.due());
      }
      task.work().run();
    }
    clock.set(end);
  }

  private synchronized void remove(Task task) {
    tasks.remove(task);
  }

  private synchronized Optional<Task> next(Instant end) {
    return tasks.stream()
        .filter(task -> !task.due().isAfter(end))
        .min(Comparator.comparing(Task::due).thenComparing(Task::sequence));
  }

  private record Task(Instant due, long sequence, Runnable work) {}
}

package dev.weft.proxy.svid;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A clock, and threads that do what they were given when a test says so. */
final class ManualThreads implements QueueThreads, InstantSource {
  private final Deque<Runnable> begun = new ArrayDeque<>();
  private final List<Timer> timers = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private long elapsed;
  private boolean ended;

  @Override
  public Instant instant() {
    return now;
  }

  /** What {@link System#nanoTime} is for others. */
  long nanoTime() {
    return elapsed;
  }

  @Override
  public void run(Runnable task) {
    begun.addLast(task);
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    Timer timer = new Timer(elapsed + delay.toNanos(), task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  @Override
  public void end() {
    ended = true;
    timers.clear();
  }

  boolean isEnded() {
    return ended;
  }

  /** How many tasks have begun and not ended. */
  int begun() {
    return begun.size();
  }

  int timers() {
    return timers.size();
  }

  /** Ends the task that has run for longest. */
  void finishOne() {
    begun.removeFirst().run();
  }

  /** Ends what has begun, and what begins by that. */
  void finishAll() {
    for (int runs = 0; !begun.isEmpty(); runs++) {
      if (runs > 10_000) {
        throw new IllegalStateException("tasks: no end of them");
      }
      finishOne();
    }
  }

  /** Lets time go by, without a task that ends meanwhile. */
  void pass(Duration by) {
    long end = elapsed + by.toNanos();
    for (Optional<Timer> next = next(end); next.isPresent(); next = next(end)) {
      Timer timer = next.get();
      timers.remove(timer);
      move(Math.max(elapsed, timer.at()));
      timer.task().run();
    }
    move(end);
  }

  /** Sets the clock, as somebody does who corrects it; no time goes by. */
  void setClock(Duration ahead) {
    now = now.plus(ahead);
  }

  private void move(long to) {
    now = now.plusNanos(to - elapsed);
    elapsed = to;
  }

  private Optional<Timer> next(long end) {
    return timers.stream()
        .filter(timer -> timer.at() <= end)
        .min(Comparator.comparingLong(Timer::at));
  }

  private record Timer(long at, Runnable task) {}
}

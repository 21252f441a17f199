package dev.weft.agent.tls.wire;

import dev.weft.agent.tls.SocketContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A timer whose time passes when it is told so. Thread-safe. */
final class HandTimer implements SocketContext.Timer {
  private final List<Task> tasks = new ArrayList<>();
  private Duration now = Duration.ZERO;

  @Override
  public synchronized SocketContext.Timeout after(Duration delay, Runnable work) {
    Task task = new Task(now.plus(delay), work);
    tasks.add(task);
    return () -> remove(task);
  }

  private synchronized void remove(Task task) {
    tasks.remove(task);
  }

  /** Lets {@code time} pass, and runs what is due by then. */
  void pass(Duration time) {
    due(time).forEach(task -> task.work().run());
  }

  private synchronized List<Task> due(Duration time) {
    now = now.plus(time);
    List<Task> due = tasks.stream().filter(task -> task.at().compareTo(now) <= 0).toList();
    tasks.removeAll(due);
    return due;
  }

  private record Task(Duration at, Runnable work) {}
}

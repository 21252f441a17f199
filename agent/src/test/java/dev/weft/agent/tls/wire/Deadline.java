package dev.weft.agent.tls.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what threads do, and says where all threads are when it does not end. */
final class Deadline {
  private final long end;

  Deadline(Duration patience) {
    this.end = System.nanoTime() + patience.toNanos();
  }

  /** What {@code tasks} return, which run at once. */
  <T> List<T> all(ExecutorService threads, String what, List<Callable<T>> tasks) throws Exception {
    List<Future<T>> running = new ArrayList<>();
    for (Callable<T> task : tasks) {
      running.add(threads.submit(task));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> each : running) {
      results.add(of(each, what));
    }
    return results;
  }

  /** What {@code task} returns. */
  <T> T of(Future<T> task, String what) throws Exception {
    try {
      return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(what + ": no end (expected: one in time)\n" + stacks(), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static String stacks() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      text.append(each.getKey().getName()).append(' ').append(each.getKey().getState());
      for (StackTraceElement frame : each.getValue()) {
        text.append("\n    at ").append(frame);
      }
      text.append('\n');
    }
    return text.toString();
  }
}

package dev.weft.it.programs.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs checks, a few at a time, each within its own time, and says how each one ended. */
final class Runner {
  private static final int AT_ONCE = 4;
  private static final long LIMIT_SECONDS = 60;

  private Runner() {}

  static void run(List<Check> checks) throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<?>> running = new ArrayList<>();
    for (Check check : checks) {
      running.add(workers.submit(() -> supervise(check)));
    }
    workers.shutdown();
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException("the runner failed", e);
      }
    }
  }

  private static void supervise(Check check) {
    long start = System.nanoTime();
    // A thread of its own, so that one that hangs can be left behind.
    Background<Boolean> body = Background.run(check.body());
    body.thread().setName(check.name());
    String result;
    try {
      body.join(LIMIT_SECONDS);
      result = "ok " + check.name();
    } catch (TimeoutException e) {
      result = "FAILED " + check.name() + " hangs: " + stack(body.thread().getStackTrace());
    } catch (Exception e) {
      result = "FAILED " + check.name() + " " + oneLine(e);
    }
    System.out.println(result);
    System.out.println(
        "took "
            + check.name()
            + " "
            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)
            + " ms");
  }

  private static String oneLine(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(cause).append(" at ").append(stack(cause.getStackTrace())).append(" <- ");
    }
    return text.toString().replace('\n', ' ');
  }

  private static String stack(StackTraceElement[] frames) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(14, frames.length); i++) {
      StackTraceElement frame = frames[i];
      String type = frame.getClassName();
      text.append(type.substring(type.lastIndexOf('.') + 1))
          .append('.')
          .append(frame.getMethodName())
          .append(':')
          .append(frame.getLineNumber())
          .append(' ');
    }
    return text.toString();
  }
}

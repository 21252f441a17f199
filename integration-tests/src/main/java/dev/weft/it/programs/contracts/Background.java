package dev.weft.it.programs.contracts;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Something that goes on in a thread of its own while a check does something else. */
final class Background<T> {
  private static final long LIMIT_SECONDS = 50;

  /** The innermost methods of a thread that waits for a socket. */
  private static final Set<String> WAITING =
      Set.of(
          "poll",
          "read0",
          "write0",
          "writev0",
          "park",
          "accept",
          "accept0",
          "wait",
          "wait0",
          "connect0");

  private final Thread thread;
  private final FutureTask<T> task;

  private Background(Thread thread, FutureTask<T> task) {
    this.thread = thread;
    this.task = task;
  }

  /** Starts {@code work} on a platform thread. */
  static <T> Background<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, Thread.currentThread().getName() + "+");
    thread.setDaemon(true);
    thread.start();
    return new Background<>(thread, task);
  }

  /** As {@link #start}, for work without a result. */
  static Background<Boolean> run(Check.Body work) {
    return start(
        () -> {
          work.run();
          return true;
        });
  }

  /** Starts {@code work} on a virtual thread, which only JDK 21 and newer have. */
  static Background<Boolean> runVirtual(Check.Body work) throws ReflectiveOperationException {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              work.run();
              return true;
            });
    Thread thread =
        (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    return new Background<>(thread, task);
  }

  /** Waits until the work waits for a socket, which it has to do before it ends. */
  Background<T> awaitBlocked() {
    int seen = 0;
    while (seen < 3) {
      Expect.that(!task.isDone(), "the thread has ended (expected: to be waiting)");
      StackTraceElement[] stack = thread.getStackTrace();
      boolean waiting = stack.length > 0 && WAITING.contains(stack[0].getMethodName());
      seen = waiting && inSockets(stack) ? seen + 1 : 0;
      LockSupport.parkNanos(2_000_000);
    }
    return this;
  }

  private static boolean inSockets(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().startsWith("sun.nio.ch.")) {
        return true;
      }
    }
    return false;
  }

  Thread thread() {
    return thread;
  }

  boolean isDone() {
    return task.isDone();
  }

  /** The result within {@code seconds}; fails when the work failed. */
  T join(long seconds) throws Exception {
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The result; fails when the work failed, or takes too long. */
  T join() throws Exception {
    try {
      return join(LIMIT_SECONDS);
    } catch (TimeoutException e) {
      IllegalStateException hung = new IllegalStateException("a thread hangs", e);
      hung.setStackTrace(thread.getStackTrace());
      throw hung;
    }
  }
}

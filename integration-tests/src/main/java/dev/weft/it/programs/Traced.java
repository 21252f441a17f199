package dev.weft.it.programs;

import java.lang.reflect.Method;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What traced servers have in common: they answer with the trace context that the thread works
 * under, count contexts that threads bring along from earlier work, and hold answers back.
 */
final class Traced {
  private static final ExecutorService WORKERS = Executors.newFixedThreadPool(8);
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
  private static final Queue<Runnable> HELD = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger LEAKS = new AtomicInteger();

  private Traced() {}

  /** Threads that are used again; each piece of work has to begin and end without a context. */
  static Executor workers() {
    return task ->
        WORKERS.execute(
            () -> {
              look();
              try {
                task.run();
              } finally {
                look();
              }
            });
  }

  /** Counts a context that the calling thread has, and should not have. */
  static void look() {
    if (!context().equals("none")) {
      LEAKS.incrementAndGet();
    }
  }

  /** {@code TRACE-SPAN-FLAGS} in hexadecimal digits, or {@code none}. */
  static String context() {
    try {
      Class<?> scope = Class.forName("dev.weft.bootstrap.trace.TraceScope", true, null);
      Object context = scope.getMethod("current").invoke(null);
      return context == null
          ? "none"
          : "%016x%016x-%016x-%02x"
              .formatted(
                  part(context, "traceHigh"),
                  part(context, "traceLow"),
                  part(context, "spanId"),
                  part(context, "flags"));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no agent", e);
    }
  }

  private static long part(Object context, String name) throws ReflectiveOperationException {
    Method method = context.getClass().getMethod(name);
    return ((Number) method.invoke(context)).longValue();
  }

  /** The text of every answer. */
  static String answer() {
    return "context=" + context() + " held=" + HELD.size() + " leaks=" + LEAKS.get();
  }

  /** As {@link #answer}, with what a thread of a pool works under that this one has given work. */
  static String handedAnswer() {
    try {
      Callable<String> work = () -> answer();
      return POOL.submit(work).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The answer to a request for {@code path}. */
  static String answer(String path) {
    return path.equals("/handed") ? handedAnswer() : answer();
  }

  /** Holds an answer back until {@link #go}. */
  static void hold(Runnable answer) {
    HELD.add(answer);
  }

  /** Has every answer that is held back given by another thread. */
  static void go() {
    for (Runnable next = HELD.poll(); next != null; next = HELD.poll()) {
      new Thread(next).start();
    }
  }

  static void stop() {
    WORKERS.shutdownNow();
    POOL.shutdownNow();
  }
}

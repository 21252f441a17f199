package dev.weft.it.programs;

import java.lang.reflect.Method;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

  private static void look() {
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

  private static Object part(Object context, String name) throws ReflectiveOperationException {
    Method method = context.getClass().getMethod(name);
    return method.invoke(context);
  }

  /** The text of every answer. */
  static String answer() {
    return "context=" + context() + " held=" + HELD.size() + " leaks=" + LEAKS.get();
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
  }
}

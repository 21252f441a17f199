package dev.weft.bootstrap.trace;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries trace contexts from those who hand work over to the threads that do it. What woven
 * classes of {@code java.util.concurrent} call. Contexts are kept beside the tasks and never inside
 * or around them, so that queues, rejection handlers and {@code equals} see the program's own
 * objects. Safe for any thread; none of it throws. While no thread is under a context, a call costs
 * one or two reads.
 */
public final class TaskContexts {
  private static final WaitingTasks WAITING = new WaitingTasks();

  private static volatile @Nullable BiConsumer<String, Throwable> faults;

  private TaskContexts() {}

  /**
   * Has {@code listener} told of faults of Weft's own in here, by their place; it must not throw.
   */
  public static void onFault(BiConsumer<String, Throwable> listener) {
    faults = listener;
  }

  /** Nobody is told of faults any more. */
  public static void close() {
    faults = null;
  }

  /**
   * A task that runs once was made, or is handed over: it runs under what its maker works under.
   * Only the first such call for a task that waits counts.
   */
  public static void made(@Nullable Object task) {
    try {
      TraceContext context = TraceScope.current();
      if (context != null && task != null) {
        WAITING.addIfAbsent(task, context);
      }
    } catch (Throwable t) {
      fault("context.made", t);
    }
  }

  /**
   * A stage of a {@link CompletableFuture} was made. One that is to go to an executor runs under
   * what its maker works under.
   *
   * @param asynchronous whether it goes there later
   * @param before the future that it waits for; where that is done, a stage is made only to go to
   *     an executor now
   */
  public static void staged(
      Object stage, boolean asynchronous, @Nullable CompletableFuture<?> before) {
    try {
      if (TraceScope.current() != null && (asynchronous || (before != null && before.isDone()))) {
        made(stage);
      }
    } catch (Throwable t) {
      fault("context.staged", t);
    }
  }

  /** As {@link #made}, for each of several. */
  public static void madeAll(Object @Nullable [] tasks) {
    if (tasks != null && TraceScope.current() != null) {
      for (Object task : tasks) {
        made(task);
      }
    }
  }

  /** As {@link #made}, for each of several that may be asked for by their number. */
  public static void madeAll(@Nullable Collection<?> tasks) {
    try {
      if (tasks instanceof List<?> list
          && tasks instanceof RandomAccess
          && TraceScope.current() != null) {
        for (int i = 0; i < list.size(); i++) {
          made(list.get(i));
        }
      }
    } catch (Throwable t) {
      fault("context.made", t);
    }
  }

  /** A pool is given any task of the program, which may be given the same one again. */
  public static void submitted(@Nullable Object task) {
    if (!TraceScope.isUsed() || task == null) {
      return;
    }
    if (task instanceof Future<?> || task instanceof ForkJoinTask<?>) {
      made(task);
      return;
    }
    try {
      WAITING.add(task, TraceScope.current());
    } catch (Throwable t) {
      fault("context.submitted", t);
    }
  }

  /** A task that waits is not going to run, or runs where its giver is. */
  public static void withdrawn(@Nullable Object task) {
    try {
      if (task != null && !WAITING.isEmpty()) {
        WAITING.take(task);
      }
    } catch (Throwable t) {
      fault("context.withdrawn", t);
    }
  }

  /**
   * A pool has no room for a task: another of its maker's choice runs it, or nobody. One that runs
   * once keeps its context, wherever it is put.
   */
  public static void rejected(@Nullable Object task) {
    if (!(task instanceof Future<?>) && !(task instanceof ForkJoinTask<?>)) {
      withdrawn(task);
    }
  }

  /** A task is to run later. One that runs again and again belongs to nobody. */
  public static void scheduled(@Nullable RunnableScheduledFuture<?> task) {
    try {
      if (task != null && !WAITING.isEmpty() && task.isPeriodic()) {
        withdrawn(task);
      }
    } catch (Throwable t) {
      fault("context.scheduled", t);
    }
  }

  /** As {@link #withdrawn}, for each of several. */
  public static void withdrawnAll(@Nullable List<?> tasks) {
    if (tasks != null && !WAITING.isEmpty()) {
      for (Object task : tasks) {
        withdrawn(task);
      }
    }
  }

  /**
   * The calling thread begins with a task, which may also be run in place by the one who made it.
   *
   * @return to be given to {@link #ended}; null when the task came with no context
   */
  public static @Nullable TraceScope starting(@Nullable Object task) {
    try {
      if (task == null || WAITING.isEmpty()) {
        return null;
      }
      TraceContext context = WAITING.take(task);
      return context == null ? null : TraceScope.open(context);
    } catch (Throwable t) {
      fault("context.starting", t);
      return null;
    }
  }

  /**
   * As {@link #starting}, on a thread that may do so in the middle of other work, while it waits
   * for that: a task without a context then runs without one.
   */
  public static @Nullable TraceScope startingAmidst(Object task) {
    if (!TraceScope.isUsed()) {
      return null;
    }
    TraceScope scope = starting(task);
    try {
      return scope == null && TraceScope.current() != null ? TraceScope.open(null) : scope;
    } catch (Throwable t) {
      fault("context.starting", t);
      return null;
    }
  }

  /**
   * The calling thread goes on with work that belongs to {@code context}, whatever it does besides.
   *
   * @param context null for work that belongs to no trace
   * @return to be given to {@link #ended}; null when the thread works under it already
   */
  public static @Nullable TraceScope resuming(@Nullable TraceContext context) {
    try {
      return Objects.equals(context, TraceScope.current()) ? null : TraceScope.open(context);
    } catch (Throwable t) {
      fault("context.resuming", t);
      return null;
    }
  }

  /** The calling thread is done with what it began. */
  public static void ended(@Nullable TraceScope scope) {
    try {
      if (scope != null) {
        scope.close();
      }
    } catch (Throwable t) {
      fault("context.ended", t);
    }
  }

  /** A thread of a pool, which has nothing else to do, begins with a task that it took. */
  public static void taken(@Nullable Object task) {
    TraceScope unused = starting(task);
  }

  /** A thread of a pool has nothing to do. */
  public static void idle() {
    TraceScope.closeAll();
  }

  private static void fault(String where, Throwable fault) {
    BiConsumer<String, Throwable> listener = faults;
    if (listener != null) {
      listener.accept(where, fault);
    }
  }
}

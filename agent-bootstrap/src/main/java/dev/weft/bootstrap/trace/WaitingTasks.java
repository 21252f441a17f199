package dev.weft.bootstrap.trace;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of tasks that wait to be run. Tasks are told apart by identity and kept alive by
 * nobody here, so there is never more than the program's own queues hold. Safe for any thread.
 */
final class WaitingTasks {
  /** In the place of a context where the same task was also given by somebody without one. */
  private static final TraceContext NONE = new TraceContext(0, 0, 0, 0, "");

  /** Runs of one task that may wait: a program that takes tasks out of queues itself makes none. */
  private static final int MOST_RUNS = 10_000;

  private final ConcurrentMap<Object, Waiting> waiting = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  /** Whether nothing waits; the cheapest question. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Adds a context for a task that runs once, unless it has one. */
  void addIfAbsent(Object task, TraceContext context) {
    expunge();
    if (waiting.get(new Sought(task)) == null) {
      Waiting unused = waiting.putIfAbsent(new Kept(task, gone), new Waiting(context));
    }
  }

  /**
   * Adds a context for one more run of a task; the runs take them in this order.
   *
   * @param context null is kept only where other runs of the task wait with one
   */
  void add(Object task, @Nullable TraceContext context) {
    if (context == null && isEmpty()) {
      return;
    }
    expunge();
    Waiting added = new Waiting(context == null ? NONE : context);
    Waiting more = waiting.computeIfPresent(new Sought(task), added);
    if (more == null && context != null) {
      Waiting unused = waiting.merge(new Kept(task, gone), added, added);
    }
  }

  /** Takes the context for the next run of {@code task} away; null when it has none. */
  @Nullable TraceContext take(Object task) {
    Sought key = new Sought(task);
    // Mostly there is none, and this takes no lock.
    if (waiting.get(key) == null) {
      return null;
    }
    Taken taken = new Taken();
    Waiting unused = waiting.computeIfPresent(key, taken);
    TraceContext context = taken.context;
    return context == null || context.spanId() == NONE.spanId() ? null : context;
  }

  private void expunge() {
    for (Reference<?> old = gone.poll(); old != null; old = gone.poll()) {
      Waiting unused = waiting.remove(old);
    }
  }

  /** Takes the first one out, and the rest too when that was the last. */
  private static final class Taken implements BiFunction<Object, Waiting, @Nullable Waiting> {
    private @Nullable TraceContext context;

    @Override
    public @Nullable Waiting apply(Object key, Waiting before) {
      context = before.first;
      return before.next();
    }
  }

  /**
   * Contexts of one task, changed under the map's lock of its key only. It can also be applied to
   * another one, which it is then added to. No lambdas: the first of a process takes long, and this
   * is called inside of the JDK.
   */
  private static final class Waiting implements BiFunction<Object, Waiting, Waiting> {
    private TraceContext first;
    private @Nullable ArrayDeque<TraceContext> rest;

    Waiting(TraceContext first) {
      this.first = first;
    }

    /** By {@code computeIfPresent} with a key first, by {@code merge} with what was there first. */
    @Override
    public Waiting apply(Object keyOrBefore, Waiting beforeOrThis) {
      Waiting before = keyOrBefore instanceof Waiting there ? there : beforeOrThis;
      before.later(first);
      return before;
    }

    private void later(TraceContext context) {
      if (rest == null) {
        rest = new ArrayDeque<>();
      }
      if (rest.size() < MOST_RUNS) {
        rest.add(context);
      }
    }

    /** What is left without the first; null when nothing is. */
    @Nullable Waiting next() {
      TraceContext second = rest == null ? null : rest.poll();
      if (second == null) {
        return null;
      }
      first = second;
      return this;
    }
  }

  /** A key that keeps its task from nothing. */
  private static final class Kept extends WeakReference<Object> {
    private final int hash;

    Kept(Object task, ReferenceQueue<Object> gone) {
      super(task, gone);
      this.hash = System.identityHashCode(task);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object task = get();
      return task != null && other instanceof Kept kept && kept.refersTo(task);
    }
  }

  /** A key to look for another with. */
  private static final class Sought {
    private final Object task;

    Sought(Object task) {
      this.task = task;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(task);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Kept kept && kept.refersTo(task);
    }
  }
}

package dev.weft.bootstrap.trace;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of work of one thread, platform or virtual, under a trace context. Scopes of a thread
 * are stacked; to close one closes those above it too, which somebody forgot, and to close one that
 * is closed, or is another thread's, does nothing. So what a pooled thread had before comes back
 * exactly, whatever happens in between.
 */
public final class TraceScope {
  /**
   * What a thread has open. Stays with a thread once it has had a scope, empty between two: to
   * remove it would have each request make it anew. It is of the boot loader and then refers to
   * nothing, so what stays with a pooled thread keeps no program and no trace alive.
   */
  private static final class Stack {
    @Nullable TraceScope top;
  }

  private static final ThreadLocal<Stack> STACK = new ThreadLocal<>();

  /** Whether there was ever a scope: until then nobody pays for a thread-local. */
  private static volatile boolean used;

  private final @Nullable TraceContext context;
  private final @Nullable TraceScope below;

  private TraceScope(@Nullable TraceContext context, @Nullable TraceScope below) {
    this.context = context;
    this.below = below;
  }

  /** Whether any thread has opened a scope since the process began; one read of a field. */
  public static boolean isUsed() {
    return used;
  }

  /** The context that the calling thread works under, or null; one read of a thread-local. */
  public static @Nullable TraceContext current() {
    if (!used) {
      return null;
    }
    Stack stack = STACK.get();
    TraceScope top = stack == null ? null : stack.top;
    return top == null ? null : top.context;
  }

  /**
   * Lets the calling thread work under {@code context} until the scope is closed.
   *
   * @param context null for work that belongs to no trace, whatever the thread was doing
   */
  public static TraceScope open(@Nullable TraceContext context) {
    Stack stack = STACK.get();
    if (stack == null) {
      stack = new Stack();
      STACK.set(stack);
    }
    TraceScope scope = new TraceScope(context, stack.top);
    used = true;
    stack.top = scope;
    return scope;
  }

  /** Brings back what the thread worked under before. To be called by the thread that opened it. */
  public void close() {
    Stack stack = STACK.get();
    for (TraceScope scope = stack == null ? null : stack.top; scope != null; scope = scope.below) {
      if (scope == this) {
        stack.top = below;
        return;
      }
    }
  }

  /** Closes every scope of the calling thread: it is between two pieces of work. */
  static void closeAll() {
    Stack stack = used ? STACK.get() : null;
    if (stack != null) {
      stack.top = null;
    }
  }
}

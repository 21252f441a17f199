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
  private final @Nullable Object own;

  /** Used by the thread that opened this alone. */
  private @Nullable Object shown;

  private @Nullable Object shownOver;

  private TraceScope(
      @Nullable TraceContext context, @Nullable TraceScope below, @Nullable Object own) {
    this.context = context;
    this.below = below;
    this.own = own;
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
    TraceScope top = top();
    return top == null ? null : top.context;
  }

  /** What the calling thread has opened last and not closed, or null for nothing. */
  public static @Nullable TraceScope top() {
    Stack stack = used ? STACK.get() : null;
    return stack == null ? null : stack.top;
  }

  /**
   * Lets the calling thread work under {@code context} until the scope is closed.
   *
   * @param context null for work that belongs to no trace, whatever the thread was doing
   */
  public static TraceScope open(@Nullable TraceContext context) {
    return put(new TraceScope(context, top(), null));
  }

  /**
   * As {@link #open}, by the program's own doing. Takes the place of what it has put under a
   * context itself right before, so that scopes which a program never closes are not piled up.
   */
  static TraceScope openOwn(@Nullable TraceContext context, Object own) {
    TraceScope top = top();
    return put(new TraceScope(context, top == null || top.own == null ? top : top.below, own));
  }

  private static TraceScope put(TraceScope scope) {
    Stack stack = STACK.get();
    if (stack == null) {
      stack = new Stack();
      STACK.set(stack);
    }
    used = true;
    stack.top = scope;
    return scope;
  }

  /** Brings back what the thread worked under before. To be called by the thread that opened it. */
  public void close() {
    closeTo(below);
  }

  /** As {@link #close}, with {@code before} in the place of what is below. */
  void closeTo(@Nullable TraceScope before) {
    Stack stack = STACK.get();
    for (TraceScope scope = stack == null ? null : stack.top; scope != null; scope = scope.below) {
      if (scope == this) {
        stack.top = before;
        return;
      }
    }
  }

  /** What the thread works under while nothing is above this; null for no trace. */
  public @Nullable TraceContext context() {
    return context;
  }

  /** The program's object with which it opened this itself ({@link OwnScope}); null for Weft's. */
  public @Nullable Object own() {
    return own;
  }

  /** Whether the program opened one below this with its object {@code of}. */
  public boolean isAbove(Object of) {
    for (TraceScope scope = below; scope != null; scope = scope.below) {
      if (scope.own == of) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a tracing API of the program was last told of this.
   *
   * @param over the API's own context beneath; null for none
   * @return null when it was told nothing yet, or over another one
   */
  public @Nullable Object shown(@Nullable Object over) {
    return shownOver == over ? shown : null;
  }

  /** Keeps {@code view} for {@link #shown}, for as long as this is open. */
  public void show(@Nullable Object over, Object view) {
    shownOver = over;
    shown = view;
  }

  /** Closes every scope of the calling thread: it is between two pieces of work. */
  static void closeAll() {
    Stack stack = used ? STACK.get() : null;
    if (stack != null) {
      stack.top = null;
    }
  }
}

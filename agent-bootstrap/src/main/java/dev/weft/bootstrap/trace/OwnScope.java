package dev.weft.bootstrap.trace;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of work that the program has put under a context itself, by a tracing API of its own.
 * Belongs to the scope that the API gave to the program, and keeps what was before: so nothing is
 * kept of those that the program drops without closing them.
 */
public final class OwnScope {
  private final TraceScope scope;
  private final @Nullable TraceScope before;

  private OwnScope(TraceScope scope, @Nullable TraceScope before) {
    this.scope = scope;
    this.before = before;
  }

  /**
   * Lets the calling thread work under {@code context} until it is closed.
   *
   * @param context null for work that belongs to no trace
   * @param own what the API calls its context, by which it is known again
   */
  public static OwnScope open(@Nullable TraceContext context, Object own) {
    TraceScope before = TraceScope.top();
    return new OwnScope(TraceScope.openOwn(context, own), before);
  }

  /**
   * Brings back what the thread worked under before; nothing on another thread, nor where Weft has
   * closed what was around it.
   */
  public void close() {
    scope.closeTo(before);
  }
}

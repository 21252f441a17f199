package dev.weft.agent.http.reactornetty;

import dev.weft.bootstrap.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * One who waits for an answer, from one attempt or redirect to the next. Kept with the library's
 * object for that, whatever thread works for it.
 */
public final class Subscription {
  private final @Nullable TraceContext context;
  private volatile long since = System.nanoTime();

  /** Whether the codec comes to see the request, so that it is followed there. */
  private volatile boolean sent;

  Subscription(@Nullable TraceContext context) {
    this.context = context;
  }

  /** What the subscriber worked under; null for nothing. */
  @Nullable TraceContext context() {
    return context;
  }

  /** It goes elsewhere, for which a connection is needed first. */
  void again() {
    since = System.nanoTime();
    sent = false;
  }

  /** A connection is there for it. */
  void sent() {
    sent = true;
  }

  boolean isSent() {
    return sent;
  }

  long nanosSinceStart() {
    return System.nanoTime() - since;
  }
}

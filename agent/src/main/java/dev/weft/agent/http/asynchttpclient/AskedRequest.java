package dev.weft.agent.http.asynchttpclient;

import dev.weft.bootstrap.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * What the program has asked for, from one attempt or redirect to the next. Kept with the library's
 * future, whatever thread works for that.
 */
public final class AskedRequest {
  private final @Nullable TraceContext context;
  private volatile long since = System.nanoTime();

  /** Whether the codec has come to see it, so that it is followed there. */
  private volatile boolean written;

  AskedRequest(@Nullable TraceContext context) {
    this.context = context;
  }

  /** What the program worked under; null for nothing. */
  @Nullable TraceContext context() {
    return context;
  }

  /** It is to be sent once more, somewhere. */
  void again() {
    since = System.nanoTime();
    written = false;
  }

  /** A connection is there for it, and it goes out. */
  void written() {
    written = true;
  }

  boolean isWritten() {
    return written;
  }

  long nanosSinceStart() {
    return System.nanoTime() - since;
  }
}

package dev.weft.agent.http.apache5async;

import dev.weft.bootstrap.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * What the program has sent, and all requests that come of it, one after the other. Some of them
 * are sent with the headers of the one before.
 */
public final class Apache5AsyncCall {
  private final @Nullable TraceContext parent;
  private volatile String lastTraceParent = "";

  Apache5AsyncCall(@Nullable TraceContext parent) {
    this.parent = parent;
  }

  /** What the program worked under. */
  @Nullable TraceContext parent() {
    return parent;
  }

  /** A request of it goes out with that header. */
  void sent(String name, String value) {
    if (name.equals("traceparent")) {
      lastTraceParent = value;
    }
  }

  /** Whether the value of a header is that of the request before, and not the program's. */
  boolean hasSent(String value) {
    return lastTraceParent.equals(value);
  }
}

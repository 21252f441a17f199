package dev.weft.agent.http.jettyclient;

import dev.weft.bootstrap.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * What the program has sent, and all requests that come of it, one after the other. Those that
 * follow are sent with the headers of the one before.
 */
public final class JettyClientCall {
  /** What the program worked under. */
  final @Nullable TraceContext parent;

  volatile String lastTraceParent = "";

  JettyClientCall(@Nullable TraceContext parent) {
    this.parent = parent;
  }
}

package dev.weft.agent.http.vertx;

import dev.weft.bootstrap.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a future that somebody listens to for Weft already.
 *
 * @param context what its maker worked under; null for nothing
 */
public record WatchedFuture(@Nullable TraceContext context) {}

/**
 * The trace context that a thread works under, where every class of the process can reach it, and
 * how it comes from one thread to another.
 *
 * <p>Starting points: {@link dev.weft.bootstrap.trace.TraceScope}, {@link
 * dev.weft.bootstrap.trace.TaskContexts}.
 */
@NullMarked
package dev.weft.bootstrap.trace;

import org.jspecify.annotations.NullMarked;

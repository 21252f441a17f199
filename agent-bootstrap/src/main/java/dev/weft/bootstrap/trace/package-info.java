/**
 * The trace context that a thread works under, where every class of the process can reach it.
 *
 * <p>Starting point: {@link dev.weft.bootstrap.trace.TraceScope}.
 */
@NullMarked
package dev.weft.bootstrap.trace;

import org.jspecify.annotations.NullMarked;
